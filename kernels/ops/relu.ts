import {apply, type Named} from "../graph/block.ts";
import type {Value} from "../graph/trace.ts";
import {activation} from "./rules/activation.ts";

/** max(x, 0). */
export const reluOp = activation("relu", {
  onnx: (emit, [x]) => emit.node("Relu", [x])[0],
  torch: (x) => `F.relu(${x})`
});

/** Rectifier, element by element. */
export function relu(x: Value, options: Named = {}): Value {
  return apply(reluOp, [x], options);
}
