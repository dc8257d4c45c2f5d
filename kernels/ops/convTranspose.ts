import {apply, type Applied} from "../graph/block.ts";
import {NetworkError} from "../graph/errors.ts";
import {flag, integer, known, pair, type Pair} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import type {Value} from "../graph/trace.ts";
import {weightAndBias} from "./rules/affine.ts";
import {featureMap} from "./rules/expect.ts";
import {onnxPads} from "./rules/onnxMap.ts";
import {writesOutput} from "./rules/pointwise.ts";
import {pythonOption, pythonPair} from "./rules/python.ts";

export interface ConvTransposeOptions {
  /** Output channels. */
  width: number;
  kernel: number | Pair;
  stride?: number | Pair;
  /** Pixels cut off on each side of the result. */
  padding?: number | Pair;
  bias?: boolean;
}

export interface ConvTranspose {
  readonly width: number;
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
  readonly bias: boolean;
}

/**
 * Transposed convolution in PyTorch's sense, the adjoint of a convolution with the same window: each input pixel writes
 * w[i, o, u, v] at s·h + u − p. Output extent s(n − 1) + k − 2p.
 */
export const convTransposeOp: Op<ConvTranspose, "convTranspose"> = {
  name: "convTranspose",
  options(raw) {
    const keys = ["width", "kernel", "stride", "padding", "bias"] as const;
    const {width, kernel, stride = 1, padding = 0, bias = true} = known(raw, "convTranspose", keys);
    return {
      width: integer("width", width),
      kernel: pair("kernel", kernel),
      stride: pair("stride", stride),
      padding: pair("padding", padding, 0),
      bias: flag("bias", bias)
    };
  },
  shape(inputs, {width, kernel, stride, padding}) {
    const [, ...extents] = featureMap(inputs, "convTranspose");
    const spatial = extents.map((extent, axis) => {
      const result = stride[axis] * (extent - 1) + kernel[axis] - 2 * padding[axis];
      if (result < 1)
        throw new NetworkError(
          `invalid padding of convTranspose: ${padding[axis]}; cuts ${2 * padding[axis]} of ${result + 2 * padding[axis]} pixels`
        );
      return result;
    });
    return [width, ...spatial];
  },
  // torch takes the fan of a transposed convolution from its output channels
  parameters: ([[channels]], {width, kernel, bias}) =>
    weightAndBias([channels, width, ...kernel], width * kernel[0] * kernel[1], width, bias),
  macs: ({inputs: [[channels, height, width]], options}) =>
    channels * height * width * options.width * options.kernel[0] * options.kernel[1],
  memory: writesOutput,
  field: ({from, to}, axis, {options: {kernel, stride, padding}}) => [
    {
      from: Math.ceil((from + padding[axis] - kernel[axis] + 1) / stride[axis]),
      to: Math.floor((to + padding[axis]) / stride[axis])
    }
  ],
  onnx: (emit, [x], {options: {kernel, stride, padding, bias}}) =>
    emit.node("ConvTranspose", [x, emit.parameter("weight"), ...(bias ? [emit.parameter("bias")] : [])], {
      kernel_shape: kernel,
      strides: stride,
      pads: onnxPads(padding)
    })[0],
  torch: ([x], self, {inputs: [[channels]], options: {width, kernel, stride, padding, bias}}) => ({
    module:
      `nn.ConvTranspose2d(${channels}, ${width}, ${pythonPair(kernel)}` +
      pythonOption("stride", stride, 1) +
      pythonOption("padding", padding, 0) +
      (bias ? ")" : ", bias=False)"),
    forward: `${self}(${x})`
  })
};

/** Transposed convolution of a feature map [c, h, w]; weight [c, width, kh, kw]. */
export function convTranspose(x: Value, options: ConvTransposeOptions & Applied): Value {
  return apply(convTransposeOp, [x], options);
}
