import type {Network} from "../../../../kernels/graph/network.ts";
import {edgeNeXt} from "../../../../kernels/models/index.ts";
import {numberOf, series, type ReferenceCase} from "../../case.ts";
import type {Adapter} from "../adapter.ts";
import {drawsOf} from "./draws.ts";
import {variantOf} from "./variant.ts";

/** A whole small network; timm's configurations say some things in other words. */
export const net: Adapter = (reference) => {
  const network = build(reference);
  return {
    network,
    input: "map",
    draws: drawsOf(reference, network, (block) => `${block}.`),
    taps: new Map([...placesOf(network), ...attentionOf(network).map((path) => [`attn.${path}`, mapOf(path)] as const)])
  };
};

export function build(reference: ReferenceCase): Network {
  const {config} = reference;
  const [, ...input] = series(reference, "input")[0].shape;
  return edgeNeXt({
    input,
    depths: config.depths as number[],
    dims: config.dims as number[],
    kernels: config.kernel_sizes as number[],
    globalBlocks: (config.global_block ?? config.global_block_counts) as number[],
    heads: config.heads as number[],
    scales: config.d2_scales as number[],
    positions: (config.use_pos_embd_xca ?? config.use_pos_emb) as boolean[],
    globalPositions: config.use_pos_embd_global === true,
    mult: numberOf(config, "expan_ratio", numberOf(config, "expand_ratio", 4)),
    dropPath: numberOf(config, "drop_path_rate", 0),
    classes: numberOf(config, "num_classes"),
    variant: variantOf(config)
  });
}

/** The paths of the SDTA encoders. */
export function attentionOf({blocks}: Network): string[] {
  return blocks.filter(({kind}) => kind === "sdta").map(({path}) => path);
}

/** Where an encoder's map stands. */
export function mapOf(path: string): string {
  return `${path}.xca.temperature`;
}

/** Where the last block of each stage ends. */
export function stagesOf({nodes}: Network): string[] {
  return [0, 1, 2, 3].map((i) => {
    const encoders = nodes.filter(({path}) => new RegExp(`^stages\\.${i}\\.\\d+\\.add$`).test(path));
    return encoders[encoders.length - 1].path;
  });
}

/** Taps at the ends of stages, and before the classifier; downsampling may be inside the stages. */
export function placesOf(network: Network): [string, string][] {
  const downs = [0, 1, 2, 3]
    .map((i): [string, string] => [`down.${i}`, `downsample_layers.${i}.1`])
    .filter(([, path]) => network.nodes.some((node) => node.path === path));
  const head = network.nodes.find(({path}) => path === "head")!;
  return [
    ...downs,
    ...stagesOf(network).map((path, i): [string, string] => [`stage.${i}`, path]),
    ["pre_logits", head.inputs[0].path]
  ];
}
