import {apply, type Named} from "../graph/block.ts";
import type {Value} from "../graph/trace.ts";
import {activation} from "./rules/activation.ts";

/** clip(x + 3, 0, 6) / 6, the gate of MobileNetV3 (Howard et al. 2019). */
export const hardSigmoidOp = activation("hardSigmoid", {
  onnx: (emit, [x]) => emit.node("HardSigmoid", [x], {alpha: {float: 1 / 6}, beta: {float: 0.5}})[0],
  torch: (x) => `F.hardsigmoid(${x})`
});

/** Hard sigmoid, element by element. */
export function hardSigmoid(x: Value, options: Named = {}): Value {
  return apply(hardSigmoidOp, [x], options);
}
