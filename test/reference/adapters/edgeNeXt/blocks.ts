import type {Network} from "../../../../kernels/graph/network.ts";
import {network, type Value} from "../../../../kernels/graph/trace.ts";
import * as blocks from "../../../../kernels/blocks/index.ts";
import {layerNorm as layerNormOp} from "../../../../kernels/ops/layerNorm.ts";
import {numberOf, series, type ReferenceCase} from "../../case.ts";
import type {Adapter} from "../adapter.ts";
import {drawsOf} from "./draws.ts";
import {variantOf} from "./variant.ts";

function traced(reference: ReferenceCase, body: (x: Value) => Value): Network {
  const [, ...shape] = series(reference, "input")[0].shape;
  return network(shape, body);
}

/** The encoding reads a size alone: the case has no input, and ours is a map of zeros. */
export const posenc: Adapter = ({config}) => {
  const [batch, height, width] = [numberOf(config, "B"), numberOf(config, "H"), numberOf(config, "W")];
  const options = {
    width: numberOf(config, "dim"),
    hidden: numberOf(config, "hidden_dim"),
    temperature: numberOf(config, "temperature"),
    name: ""
  };
  return {
    network: network([1, height, width], (x) => blocks.fourierPositionalEncoding(x, options)),
    input: {batch, values: new Float32Array(batch * height * width)},
    taps: new Map([["features", "features"]])
  };
};

export const xca: Adapter = (reference) => {
  const {config} = reference;
  const options = {heads: numberOf(config, "num_heads"), bias: config.qkv_bias !== false, name: ""};
  return {
    network: traced(reference, (x) => blocks.xca(x, options)),
    input: "map",
    taps: new Map([
      ["attn", "temperature"],
      ["mixed", "mixed"]
    ])
  };
};

/** The authors' norm alone: its keys have no prefix. */
export const layernorm: Adapter = (reference) => ({
  network: traced(reference, (x) => layerNormOp(x, {epsilon: numberOf(reference.config, "eps"), name: ""})),
  input: "map",
  taps: new Map()
});

export const convEncoder: Adapter = (reference) => {
  const {config} = reference;
  const options = {
    kernel: numberOf(config, "kernel_size"),
    mult: numberOf(config, "expan_ratio"),
    ...(config.layer_scale === false && {layerScale: 0}),
    variant: variantOf(config),
    name: ""
  };
  return {network: traced(reference, (x) => blocks.convEncoder(x, options)), input: "map", taps: new Map()};
};

export const sdta: Adapter = (reference) => {
  const {config} = reference;
  const variant = variantOf(config);
  const options = {
    scales: numberOf(config, "scales"),
    heads: numberOf(config, "num_heads"),
    positions: config.use_pos_emb === true,
    mult: numberOf(config, "expan_ratio"),
    dropPath: numberOf(config, "drop_path", 0),
    variant,
    name: ""
  };
  const net = traced(reference, (x) => blocks.sdta(x, options));
  return {
    network: net,
    input: "map",
    draws: drawsOf(reference, net, () => ""),
    taps: new Map([
      ["attn", "xca.temperature"],
      ["xca", "xca.proj"],
      ["pos", "pos_embd.token_projection"],
      ["before_norm_xca", variant === "bn-hs" ? "joined" : options.positions ? "positioned" : "tokens"],
      ["before_norm", variant === "bn-hs" ? "attended_map" : "attended"]
    ])
  };
};

export const downsample: Adapter = (reference) => {
  const {config} = reference;
  const options = {width: numberOf(config, "out"), variant: variantOf(config), name: ""};
  const body = config.kind === "stem" ? blocks.edgeNeXtStem : blocks.edgeNeXtDownsampling;
  return {network: traced(reference, (x) => body(x, options)), input: "map", taps: new Map()};
};
