import {apply, type Named} from "../graph/block.ts";
import {NetworkError} from "../graph/errors.ts";
import {known} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import {formatShape, size, type Shape} from "../graph/shape.ts";
import type {Value} from "../graph/trace.ts";
import {headsOf, onnxPart, type Heads} from "./rules/heads.ts";
import {reshapeSamples} from "./rules/onnxMap.ts";
import {everyPosition, writesOutput} from "./rules/pointwise.ts";

/** The heads of maps [h·t, t]. */
function partsOf([map, qkv]: readonly Shape[]): Heads {
  return headsOf(qkv, map[0] / map[1], "mixTokens");
}

/** o_n = Σ_m A_nm · v_m for each head (Vaswani et al. 2017). */
export const mixTokensOp: Op<object, "mixTokens"> = {
  name: "mixTokens",
  options: (raw) => known(raw, "mixTokens", []),
  shape(inputs) {
    const [map, qkv] = inputs;
    if (inputs.length !== 2) throw new NetworkError(`invalid inputs of mixTokens: ${inputs.length}; expected two`);
    if (map.length !== 2 || map[0] % map[1] || qkv[0] !== map[1])
      throw new NetworkError(
        `shape mismatch in mixTokens: ${formatShape(map)} and ${formatShape(qkv)}; expected maps [heads·t, t] and [t, 3c]`,
        {shapes: inputs}
      );
    const {tokens, channels} = partsOf(inputs);
    return [tokens, channels];
  },
  parameters: () => [],
  macs: ({inputs: [[, tokens]], output}) => size(output) * tokens,
  memory: writesOutput,
  field: everyPosition,
  onnx(emit, [map, qkv], {inputs, output}) {
    const parts = partsOf(inputs);
    const square = reshapeSamples(emit, map, [parts.heads, parts.tokens, parts.tokens]);
    const [mixed] = emit.node("MatMul", [square, onnxPart(emit, qkv, 2, "tokens", parts)]);
    return reshapeSamples(emit, emit.node("Transpose", [mixed], {perm: [0, 2, 1, 3]})[0], output);
  },
  torch: ([map, qkv], _self, {inputs}) => {
    const {tokens, channels, heads, width} = partsOf(inputs);
    const values = `${qkv}[:, :, ${2 * channels}:].unflatten(2, (${heads}, ${width})).transpose(1, 2)`;
    return {forward: `(${map}.unflatten(1, (${heads}, ${tokens})) @ ${values}).transpose(1, 2).flatten(2)`};
  }
};

/** Maps of tokens [heads·t, t] and queries, keys and values [t, 3c] → the values mixed, [t, c]. */
export function mixTokens(map: Value, qkv: Value, options: Named = {}): Value {
  return apply(mixTokensOp, [map, qkv], options);
}
