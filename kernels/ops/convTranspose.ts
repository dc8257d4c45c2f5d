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
  /** Groups of channels that do not see each other. */
  groups?: number;
  bias?: boolean;
  /** Whether no gradient reaches the weight through this use; for the transpose of a convolution, with `weightsOf`. */
  detached?: boolean;
}

export interface ConvTranspose {
  readonly width: number;
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
  readonly groups: number;
  readonly bias: boolean;
  readonly detached: boolean;
}

/**
 * Transposed convolution in PyTorch's sense, the adjoint of a convolution with the same window: each input pixel writes
 * w[i, o, u, v] at s·h + u − p. Output extent s(n − 1) + k − 2p. With `weightsOf` a convolution of the same window and
 * groups, without biases, it is that convolution's transpose.
 */
export const convTransposeOp: Op<ConvTranspose, "convTranspose"> = {
  name: "convTranspose",
  options(raw) {
    const keys = ["width", "kernel", "stride", "padding", "groups", "bias", "detached"] as const;
    const options = known(raw, "convTranspose", keys);
    const {width, kernel, stride = 1, padding = 0, groups = 1, bias = true, detached = false} = options;
    return {
      width: integer("width", width),
      kernel: pair("kernel", kernel),
      stride: pair("stride", stride),
      padding: pair("padding", padding, 0),
      groups: integer("groups", groups),
      bias: flag("bias", bias),
      detached: flag("detached", detached)
    };
  },
  shape(inputs, {width, kernel, stride, padding, groups}) {
    const [channels, ...extents] = featureMap(inputs, "convTranspose");
    if (channels % groups || width % groups)
      throw new NetworkError(
        `invalid groups: ${groups}; must divide the ${channels} input and ${width} output channels`
      );
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
  parameters([[channels]], {width, kernel, groups, bias, detached}) {
    // torch takes the fan of a transposed convolution from its output channels
    const fan = (width / groups) * kernel[0] * kernel[1];
    const [weight, ...rest] = weightAndBias([channels, width / groups, ...kernel], fan, width, bias);
    return [{...weight, role: detached ? "fixed" : "trainable"}, ...rest];
  },
  macs: ({inputs: [[channels, height, width]], options}) =>
    channels * height * width * (options.width / options.groups) * options.kernel[0] * options.kernel[1],
  memory: writesOutput,
  field: ({from, to}, axis, {options: {kernel, stride, padding}}) => [
    {
      from: Math.ceil((from + padding[axis] - kernel[axis] + 1) / stride[axis]),
      to: Math.floor((to + padding[axis]) / stride[axis])
    }
  ],
  onnx: (emit, [x], {options: {kernel, stride, padding, groups, bias}}) =>
    emit.node("ConvTranspose", [x, emit.parameter("weight"), ...(bias ? [emit.parameter("bias")] : [])], {
      kernel_shape: kernel,
      strides: stride,
      pads: onnxPads(padding),
      group: groups
    })[0],
  torch: ([x], self, {inputs: [[channels]], options: {width, kernel, stride, padding, groups, bias, detached}}) => ({
    module:
      `nn.ConvTranspose2d(${channels}, ${width}, ${pythonPair(kernel)}` +
      pythonOption("stride", stride, 1) +
      pythonOption("padding", padding, 0) +
      (groups === 1 ? "" : `, groups=${groups}`) +
      (bias ? ")" : ", bias=False)"),
    forward: detached
      ? `F.conv_transpose2d(${x}, ${self}.weight.detach(), ${bias ? `${self}.bias` : "None"}, ` +
        `${pythonPair(stride)}, ${pythonPair(padding)}, groups=${groups})`
      : `${self}(${x})`
  })
};

/** Transposed convolution of a feature map [c, h, w]; weight [c, width, kh, kw]. */
export function convTranspose(x: Value, options: ConvTransposeOptions & Applied): Value {
  return apply(convTransposeOp, [x], options);
}
