import {apply, type Named} from "../graph/block.ts";
import type {Op} from "../graph/op.ts";
import type {Value} from "../graph/trace.ts";
import {featureMap} from "./rules/expect.ts";
import {onnxPads} from "./rules/onnxMap.ts";
import {writesOutput} from "./rules/pointwise.ts";
import {poolOptions, type Pool, type PoolOptions} from "./rules/pool.ts";
import {pythonOption, pythonPair} from "./rules/python.ts";
import {windowExtents, windowField} from "./rules/window.ts";

/** The mean of each window over the pixels inside the map only (torch's count_include_pad=False). */
export const avgPoolOp: Op<Pool, "avgPool"> = {
  name: "avgPool",
  options: (raw) => poolOptions(raw, "avgPool"),
  shape(inputs, options) {
    const [channels, height, width] = featureMap(inputs, "avgPool");
    return [channels, ...windowExtents(height, width, {...options, dilation: [1, 1]}, "avgPool")];
  },
  parameters: () => [],
  macs: () => 0,
  memory: writesOutput,
  field: (interval, axis, {options}) => [windowField(interval, axis, {...options, dilation: [1, 1]})],
  onnx: (emit, [x], {options: {kernel, stride, padding}}) =>
    emit.node("AveragePool", [x], {
      kernel_shape: kernel,
      strides: stride,
      pads: onnxPads(padding),
      count_include_pad: 0
    })[0],
  torch: ([x], _self, {options: {kernel, stride, padding}}) => ({
    forward:
      `F.avg_pool2d(${x}, ${pythonPair(kernel)}, ${pythonPair(stride)}` +
      `${pythonOption("padding", padding, 0)}, count_include_pad=False)`
  })
};

/** Average pooling of a feature map; the stride is the kernel unless told otherwise. */
export function avgPool(x: Value, options: PoolOptions & Named): Value {
  return apply(avgPoolOp, [x], options);
}
