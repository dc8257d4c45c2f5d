import {apply, type Named} from "../graph/block.ts";
import type {Value} from "../graph/trace.ts";
import {activation} from "./rules/activation.ts";

/** Exact GELU (Hendrycks and Gimpel 2016): x · Φ(x) = x/2 · (1 + erf(x/√2)), never the tanh form. */
export const geluOp = activation("gelu", {
  onnx(emit, [x]) {
    const [inner] = emit.node("Mul", [x, emit.floats([Math.SQRT1_2], [])]);
    const [erf] = emit.node("Erf", [inner]);
    const [one] = emit.node("Add", [erf, emit.floats([1], [])]);
    const [half] = emit.node("Mul", [x, emit.floats([0.5], [])]);
    return emit.node("Mul", [half, one])[0];
  },
  torch: (x) => `F.gelu(${x})`
});

/** Exact GELU, element by element. */
export function gelu(x: Value, options: Named = {}): Value {
  return apply(geluOp, [x], options);
}
