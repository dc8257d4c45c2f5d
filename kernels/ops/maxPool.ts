import {apply, type Named} from "../graph/block.ts";
import type {Op} from "../graph/op.ts";
import type {Value} from "../graph/trace.ts";
import {featureMap} from "./rules/expect.ts";
import {onnxPads} from "./rules/onnxMap.ts";
import {writesOutput} from "./rules/pointwise.ts";
import {poolOptions, type Pool, type PoolOptions} from "./rules/pool.ts";
import {pythonOption, pythonPair} from "./rules/python.ts";
import {windowExtents, windowField} from "./rules/window.ts";

/** The largest value of each window; padding never wins. */
export const maxPoolOp: Op<Pool, "maxPool"> = {
  name: "maxPool",
  options: (raw) => poolOptions(raw, "maxPool"),
  shape(inputs, options) {
    const [channels, height, width] = featureMap(inputs, "maxPool");
    return [channels, ...windowExtents(height, width, {...options, dilation: [1, 1]}, "maxPool")];
  },
  parameters: () => [],
  macs: () => 0,
  memory: writesOutput,
  field: (interval, axis, {options}) => [windowField(interval, axis, {...options, dilation: [1, 1]})],
  onnx: (emit, [x], {options: {kernel, stride, padding}}) =>
    emit.node("MaxPool", [x], {kernel_shape: kernel, strides: stride, pads: onnxPads(padding)})[0],
  torch: ([x], _self, {options: {kernel, stride, padding}}) => ({
    forward: `F.max_pool2d(${x}, ${pythonPair(kernel)}, ${pythonPair(stride)}${pythonOption("padding", padding, 0)})`
  })
};

/** Max pooling of a feature map; the stride is the kernel unless told otherwise. */
export function maxPool(x: Value, options: PoolOptions & Named): Value {
  return apply(maxPoolOp, [x], options);
}
