import {apply, type Applied} from "../graph/block.ts";
import {NetworkError} from "../graph/errors.ts";
import {integer, known} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import {size} from "../graph/shape.ts";
import type {Value} from "../graph/trace.ts";
import {featureMap} from "./rules/expect.ts";
import {writesOutput} from "./rules/pointwise.ts";

export interface MaskedConvOptions {
  /** Output channels. */
  width: number;
  /** How many input channels each output sees; which, is drawn once. */
  seen: number;
}

const torchHelper = `class MaskedConv(nn.Module):
    """A 1x1 convolution each output of which sees some of the inputs, by a mask that is never trained."""

    def __init__(self, channels, width):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(width, channels, 1, 1))
        self.register_buffer("mask", torch.zeros(width, channels, 1, 1))

    def forward(self, x):
        return F.conv2d(x, self.weight * self.mask)`;

/**
 * A 1×1 convolution whose weight is multiplied by a fixed mask of zeros and ones: y[o] = Σ m[o, i]·w[o, i]·x[i]. Each
 * output sees `seen` inputs, at random, and starts as a mean of them with random shares.
 */
export const maskedConvOp: Op<Required<MaskedConvOptions>, "maskedConv"> = {
  name: "maskedConv",
  options(raw) {
    const {width, seen} = known(raw, "maskedConv", ["width", "seen"]);
    return {width: integer("width", width), seen: integer("seen", seen)};
  },
  shape(inputs, {width, seen}) {
    const [channels, ...map] = featureMap(inputs, "maskedConv");
    if (seen > channels) throw new NetworkError(`invalid seen: ${seen}; there are ${channels} channels`);
    return [width, ...map];
  },
  parameters([[channels]], {width, seen}) {
    const shape = [width, channels, 1, 1];
    return [
      {name: "weight", shape, role: "trainable", initial: {kind: "shares", of: seen}},
      {name: "mask", shape, role: "fixed", initial: {kind: "choice", rows: width, chosen: seen}}
    ];
  },
  // the product is taken whole
  macs: ({inputs: [[channels]], output}) => size(output) * channels,
  memory: writesOutput,
  field: (interval) => [interval],
  onnx(emit, [x]) {
    const [weight] = emit.node("Mul", [emit.parameter("weight"), emit.parameter("mask")]);
    return emit.node("Conv", [x, weight], {kernel_shape: [1, 1]})[0];
  },
  torch: ([x], self, {inputs: [[channels]], options: {width}}) => ({
    module: `MaskedConv(${channels}, ${width})`,
    forward: `${self}(${x})`,
    helpers: [torchHelper]
  })
};

/** 1×1 convolution of a feature map [c, h, w] through a fixed mask; weight and mask [width, c, 1, 1]. */
export function maskedConv(x: Value, options: MaskedConvOptions & Applied): Value {
  return apply(maskedConvOp, [x], options);
}
