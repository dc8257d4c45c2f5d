import {apply, type Named} from "../graph/block.ts";
import {NetworkError} from "../graph/errors.ts";
import {known} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import {formatShape, sameShape} from "../graph/shape.ts";
import type {Value} from "../graph/trace.ts";
import {channelAxis} from "./rules/expect.ts";
import {samePosition, writesOutput} from "./rules/pointwise.ts";

/** Values side by side along their channels. */
export const concatOp: Op<object, "concat"> = {
  name: "concat",
  options: (raw) => known(raw, "concat", []),
  shape(inputs) {
    if (!inputs.length) throw new NetworkError("invalid inputs of concat: 0; expected at least one");
    const [first] = inputs;
    const axis = channelAxis(first, "concat");
    for (const shape of inputs)
      if (!sameShape(shape.toSpliced(axis, 1), first.toSpliced(axis, 1)))
        throw new NetworkError(
          `shape mismatch in concat: ${inputs.map(formatShape).join(" and ")}; only channels may differ`,
          {shapes: inputs}
        );
    return first.with(
      axis,
      inputs.reduce((sum, shape) => sum + shape[axis], 0)
    );
  },
  parameters: () => [],
  macs: () => 0,
  memory: writesOutput,
  field: samePosition,
  onnx: (emit, inputs, {output}) => emit.node("Concat", inputs, {axis: channelAxis(output, "concat") + 1})[0],
  torch: (inputs, _self, {output}) => ({
    forward: `torch.cat([${inputs.join(", ")}], dim=${channelAxis(output, "concat") + 1})`
  })
};

/** `concat([a, b, …])`: channels of a, then of b, …; all other extents must agree. */
export function concat(values: readonly Value[], options: Named = {}): Value {
  return apply(concatOp, values, options);
}
