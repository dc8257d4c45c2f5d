import {apply, type Named} from "../graph/block.ts";
import {NetworkError} from "../graph/errors.ts";
import {known} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import {formatShape, sameShape, type Shape} from "../graph/shape.ts";
import type {Value} from "../graph/trace.ts";
import {reshapeSamples} from "./rules/onnxMap.ts";
import {writesOutput} from "./rules/pointwise.ts";

/** Whether the second value holds one factor for each channel of the first, a feature map. */
function perChannel([a, b]: readonly Shape[]): boolean {
  return a.length === 3 && b.length === 1 && a[0] === b[0];
}

/** The product of two values of one shape, or of a map [c, h, w] and one factor a channel [c] (a gate). */
export const multiplyOp: Op<object, "multiply"> = {
  name: "multiply",
  options: (raw) => known(raw, "multiply", []),
  shape(inputs) {
    if (inputs.length !== 2) throw new NetworkError(`invalid inputs of multiply: ${inputs.length}; expected two`);
    if (!sameShape(inputs[0], inputs[1]) && !perChannel(inputs))
      throw new NetworkError(
        `shape mismatch in multiply: ${inputs.map(formatShape).join(" and ")}; expected equal shapes, or [c, h, w] and [c]`,
        {shapes: inputs}
      );
    return inputs[0];
  },
  parameters: () => [],
  macs: () => 0,
  memory: writesOutput,
  field: (interval, _axis, {inputs}) => [interval, perChannel(inputs) ? "all" : interval],
  onnx: (emit, [a, b], {inputs}) =>
    emit.node("Mul", [a, perChannel(inputs) ? reshapeSamples(emit, b, [inputs[1][0], 1, 1]) : b])[0],
  torch: ([a, b], _self, {inputs}) => ({forward: `${a} * ${perChannel(inputs) ? `${b}[:, :, None, None]` : b}`})
};

/** a · b, element by element; b may hold one factor for each channel of a map. */
export function multiply(a: Value, b: Value, options: Named = {}): Value {
  return apply(multiplyOp, [a, b], options);
}
