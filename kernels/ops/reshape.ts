import {apply, type Named} from "../graph/block.ts";
import {NetworkError} from "../graph/errors.ts";
import {integers, known} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import {formatShape, size, type Shape} from "../graph/shape.ts";
import type {Value} from "../graph/trace.ts";
import {single} from "./rules/expect.ts";
import {reshapeSamples} from "./rules/onnxMap.ts";
import {everyPosition, writesNothing} from "./rules/pointwise.ts";
import {pythonTuple} from "./rules/python.ts";

/** The same elements in PyTorch's order under another shape of one to three axes. */
export const reshapeOp: Op<{readonly shape: Shape}, "reshape"> = {
  name: "reshape",
  options: (raw) => ({shape: integers("shape", known(raw, "reshape", ["shape"]).shape)}),
  shape(inputs, {shape}) {
    const from = single(inputs, "reshape");
    if (shape.length < 1 || shape.length > 3)
      throw new NetworkError(`invalid shape: ${formatShape(shape)}; expected one to three axes`);
    if (size(from) !== size(shape))
      throw new NetworkError(
        `invalid shape: ${formatShape(shape)} has ${size(shape)} elements; ${formatShape(from)} has ${size(from)}`,
        {shapes: inputs}
      );
    return shape;
  },
  parameters: () => [],
  macs: () => 0,
  memory: writesNothing,
  field: everyPosition,
  onnx: (emit, [x], {output}) => reshapeSamples(emit, x, output),
  torch: ([x], _self, {output}) => ({forward: `${x}.reshape${pythonTuple([-1, ...output])}`})
};

/** The same elements under another shape. */
export function reshape(x: Value, options: {shape: Shape} & Named): Value {
  return apply(reshapeOp, [x], options);
}
