import {apply, type Applied} from "../graph/block.ts";
import {NetworkError} from "../graph/errors.ts";
import {flag, integer, known, pair, type Pair} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import {size} from "../graph/shape.ts";
import type {Value} from "../graph/trace.ts";
import {weightAndBias} from "./rules/affine.ts";
import {featureMap} from "./rules/expect.ts";
import {initialOption, type WeightStart} from "./rules/initial.ts";
import {onnxPads} from "./rules/onnxMap.ts";
import {writesOutput} from "./rules/pointwise.ts";
import {pythonOption, pythonPair} from "./rules/python.ts";
import {windowExtents, windowField, type Window} from "./rules/window.ts";

export interface ConvOptions {
  /** Output channels. */
  width: number;
  /** Size of the window; one number, or [height, width]. */
  kernel: number | Pair;
  /** Step of the window, 1 if absent; 2 halves height and width. */
  stride?: number | Pair;
  /** Zeros added on each side; never guessed. */
  padding?: number | Pair;
  /** Distance between the window's taps, 1 if absent. */
  dilation?: number | Pair;
  /** Groups of channels that do not see each other; as many as there are channels makes it depthwise. */
  groups?: number;
  /** Whether each output channel has a number added to it; so if absent. */
  bias?: boolean;
  /** How the weight starts, and the bias at 0 with it; torch's uniform ±1/√fan_in for both if absent. */
  initial?: WeightStart;
}

export interface Conv extends Window {
  readonly width: number;
  readonly groups: number;
  readonly bias: boolean;
  readonly initial?: WeightStart;
}

/** Convolution in PyTorch's sense: y[o] = b[o] + Σ w[o, i, u, v] · x[i, s·h + d·u − p, s·w + d·v − p]. */
export const convOp: Op<Conv, "conv"> = {
  name: "conv",
  options(raw) {
    const keys = ["width", "kernel", "stride", "padding", "dilation", "groups", "bias", "initial"] as const;
    const options = known(raw, "conv", keys);
    const {width, kernel, stride = 1, padding = 0, dilation = 1, groups = 1, bias = true, initial} = options;
    return {
      width: integer("width", width),
      kernel: pair("kernel", kernel),
      stride: pair("stride", stride),
      padding: pair("padding", padding, 0),
      dilation: pair("dilation", dilation),
      groups: integer("groups", groups),
      bias: flag("bias", bias),
      ...initialOption(initial)
    };
  },
  shape(inputs, options) {
    const [channels, height, width] = featureMap(inputs, "conv");
    if (channels % options.groups || options.width % options.groups)
      throw new NetworkError(
        `invalid groups: ${options.groups}; must divide the ${channels} input and ${options.width} output channels`
      );
    return [options.width, ...windowExtents(height, width, options, "conv")];
  },
  parameters([[channels]], {width, kernel, groups, bias, initial}) {
    const shape = [width, channels / groups, ...kernel];
    return weightAndBias(shape, (channels / groups) * kernel[0] * kernel[1], width, bias, initial);
  },
  macs: ({inputs: [[channels]], output, options: {kernel, groups}}) =>
    size(output) * (channels / groups) * kernel[0] * kernel[1],
  memory: writesOutput,
  field: (interval, axis, {options}) => [windowField(interval, axis, options)],
  onnx: (emit, [x], {options: {kernel, stride, padding, dilation, groups, bias}}) =>
    emit.node("Conv", [x, emit.parameter("weight"), ...(bias ? [emit.parameter("bias")] : [])], {
      kernel_shape: kernel,
      strides: stride,
      pads: onnxPads(padding),
      dilations: dilation,
      group: groups
    })[0],
  torch: ([x], self, {inputs: [[channels]], options: {width, kernel, stride, padding, dilation, groups, bias}}) => ({
    module:
      `nn.Conv2d(${channels}, ${width}, ${pythonPair(kernel)}` +
      pythonOption("stride", stride, 1) +
      pythonOption("padding", padding, 0) +
      pythonOption("dilation", dilation, 1) +
      (groups === 1 ? "" : `, groups=${groups}`) +
      (bias ? ")" : ", bias=False)"),
    forward: `${self}(${x})`
  })
};

/** Convolution of a feature map [c, h, w]; weight [width, c / groups, kh, kw]. */
export function conv(x: Value, options: ConvOptions & Applied): Value {
  return apply(convOp, [x], options);
}
