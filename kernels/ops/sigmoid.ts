import {apply, type Named} from "../graph/block.ts";
import type {Value} from "../graph/trace.ts";
import {activation} from "./rules/activation.ts";

/** 1 / (1 + e^(−x)). */
export const sigmoidOp = activation("sigmoid", {
  onnx: (emit, [x]) => emit.node("Sigmoid", [x])[0],
  torch: (x) => `torch.sigmoid(${x})`
});

/** Logistic function, element by element. */
export function sigmoid(x: Value, options: Named = {}): Value {
  return apply(sigmoidOp, [x], options);
}
