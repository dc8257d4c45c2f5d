import {apply, type Named} from "../graph/block.ts";
import type {Value} from "../graph/trace.ts";
import {activation} from "./rules/activation.ts";

/** x · sigmoid(x) = x / (1 + e^(−x)), also known as swish (Hendrycks and Gimpel 2016, Elfwing et al. 2017). */
export const siluOp = activation("silu", {
  onnx(emit, [x]) {
    const [gate] = emit.node("Sigmoid", [x]);
    return emit.node("Mul", [x, gate])[0];
  },
  torch: (x) => `F.silu(${x})`
});

/** SiLU (swish), element by element. */
export function silu(x: Value, options: Named = {}): Value {
  return apply(siluOp, [x], options);
}
