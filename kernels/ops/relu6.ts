import {apply, type Named} from "../graph/block.ts";
import type {Value} from "../graph/trace.ts";
import {activation} from "./rules/activation.ts";

/** min(max(x, 0), 6), the activation of MobileNetV2 (Sandler et al. 2018, arXiv 1801.04381). */
export const relu6Op = activation("relu6", {
  onnx: (emit, [x]) => emit.node("Clip", [x, emit.floats([0], []), emit.floats([6], [])])[0],
  torch: (x) => `F.relu6(${x})`
});

/** Rectifier bounded at 6, element by element. */
export function relu6(x: Value, options: Named = {}): Value {
  return apply(relu6Op, [x], options);
}
