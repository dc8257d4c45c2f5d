import {apply, type Named} from "../graph/block.ts";
import type {Value} from "../graph/trace.ts";
import {activation} from "./rules/activation.ts";

/** x · clip(x + 3, 0, 6) / 6 (Howard et al. 2019). */
export const hardSwishOp = activation("hardSwish", {
  onnx: (emit, [x]) => emit.node("HardSwish", [x])[0],
  torch: (x) => `F.hardswish(${x})`
});

/** Hard swish, element by element. */
export function hardSwish(x: Value, options: Named = {}): Value {
  return apply(hardSwishOp, [x], options);
}
