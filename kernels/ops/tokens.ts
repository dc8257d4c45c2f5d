import {apply, type Named} from "../graph/block.ts";
import {known} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import type {Value} from "../graph/trace.ts";
import {featureMap} from "./rules/expect.ts";
import {reshapeSamples} from "./rules/onnxMap.ts";
import {samePosition, writesNothing} from "./rules/pointwise.ts";

/** The positions of a map as a sequence, row by row. */
export const tokensOp: Op<object, "tokens"> = {
  name: "tokens",
  options: (raw) => known(raw, "tokens", []),
  shape(inputs) {
    const [channels, height, width] = featureMap(inputs, "tokens");
    return [height * width, channels];
  },
  parameters: () => [],
  macs: () => 0,
  memory: writesNothing,
  field: samePosition,
  onnx(emit, [x], {output: [count, channels]}) {
    return emit.node("Transpose", [reshapeSamples(emit, x, [channels, count])], {perm: [0, 2, 1]})[0];
  },
  torch: ([x]) => ({forward: `${x}.flatten(2).transpose(1, 2)`})
};

/** [c, h, w] → [h·w, c]. */
export function tokens(x: Value, options: Named = {}): Value {
  return apply(tokensOp, [x], options);
}
