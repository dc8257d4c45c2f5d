import {apply, type Named} from "../graph/block.ts";
import {NetworkError} from "../graph/errors.ts";
import {known} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import {formatShape, size, type Shape} from "../graph/shape.ts";
import type {Value} from "../graph/trace.ts";
import {headsOf, onnxPart, type Heads} from "./rules/heads.ts";
import {reshapeSamples} from "./rules/onnxMap.ts";
import {writesOutput} from "./rules/pointwise.ts";

/** The heads of a map [c, d], as many as the values have channels for. */
function partsOf([map, qkv]: readonly Shape[]): Heads {
  const [channels, width] = map;
  return headsOf(qkv, channels / width, "mixChannels");
}

/** o_i = Σ_j A_ij · v_j: a 1×1 convolution whose weights each sample has of its own (arXiv 2106.09681). */
export const mixChannelsOp: Op<object, "mixChannels"> = {
  name: "mixChannels",
  options: (raw) => known(raw, "mixChannels", []),
  shape(inputs) {
    const [map, qkv] = inputs;
    if (inputs.length !== 2) throw new NetworkError(`invalid inputs of mixChannels: ${inputs.length}; expected two`);
    if (map.length !== 2 || map[0] % map[1] || qkv[1] !== 3 * map[0])
      throw new NetworkError(
        `shape mismatch in mixChannels: ${formatShape(map)} and ${formatShape(qkv)}; expected a map [c, d] and [t, 3c]`,
        {shapes: inputs}
      );
    const {tokens, channels} = partsOf(inputs);
    return [tokens, channels];
  },
  parameters: () => [],
  macs: ({inputs: [[, width]], output}) => size(output) * width,
  memory: writesOutput,
  field: (interval) => ["all", interval],
  onnx(emit, [map, qkv], {inputs, output}) {
    const parts = partsOf(inputs);
    const square = reshapeSamples(emit, map, [parts.heads, parts.width, parts.width]);
    const [mixed] = emit.node("MatMul", [square, onnxPart(emit, qkv, 2, "channels", parts)]);
    const [turned] = emit.node("Transpose", [mixed], {perm: [0, 3, 1, 2]});
    return reshapeSamples(emit, turned, output);
  },
  torch: ([map, qkv], _self, {inputs}) => {
    const {channels, heads, width} = partsOf(inputs);
    const values = `${qkv}[:, :, ${2 * channels}:].unflatten(2, (${heads}, ${width})).permute(0, 2, 3, 1)`;
    return {forward: `(${map}.unflatten(1, (${heads}, ${width})) @ ${values}).flatten(1, 2).transpose(1, 2)`};
  }
};

/** A map [c, d] of channels and queries, keys and values [t, 3c] → the values mixed, [t, c]. */
export function mixChannels(map: Value, qkv: Value, options: Named = {}): Value {
  return apply(mixChannelsOp, [map, qkv], options);
}
