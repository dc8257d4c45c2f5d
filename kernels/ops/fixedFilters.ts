import {apply, type Applied} from "../graph/block.ts";
import {known, pair, type Pair} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import {size} from "../graph/shape.ts";
import type {Value} from "../graph/trace.ts";
import {bandsToChannels} from "./rules/bands.ts";
import {featureMap} from "./rules/expect.ts";
import {writesOutput} from "./rules/pointwise.ts";
import {pythonTuple} from "./rules/python.ts";
import {windowExtents, windowField, type Window} from "./rules/window.ts";

export interface FixedFiltersOptions {
  kernel?: number | Pair;
  stride?: number | Pair;
}

export interface FixedFilters {
  readonly kernel: Pair;
  readonly stride: Pair;
}

const torchHelper = `class FixedFilters(nn.Module):
    """Four filters shared by all channels and never trained: band 0 of all channels, then bands 1 to 3 of each."""

    def __init__(self, kernel, stride):
        super().__init__()
        self.stride = stride
        self.register_buffer("filters", torch.zeros(4, 1, *kernel))

    def forward(self, x):
        n, c, h, w = x.shape
        bands = F.conv2d(x.reshape(n * c, 1, h, w), self.filters, stride=self.stride)
        bands = bands.reshape(n, c, 4, *bands.shape[2:])
        return torch.cat([bands[:, :, 0], bands[:, :, 1:].flatten(1, 2)], dim=1)`;

/**
 * Four random filters of length 1 in place of a wavelet's: shared by all channels, never trained, bands ordered as those
 * of the DWT. A control for the claim that it is the wavelet that helps.
 */
export const fixedFiltersOp: Op<FixedFilters, "fixedFilters"> = {
  name: "fixedFilters",
  options(raw) {
    const {kernel = 2, stride = 2} = known(raw, "fixedFilters", ["kernel", "stride"]);
    return {kernel: pair("kernel", kernel), stride: pair("stride", stride)};
  },
  shape(inputs, options) {
    const [channels, height, width] = featureMap(inputs, "fixedFilters");
    return [4 * channels, ...windowExtents(height, width, asWindow(options), "fixedFilters")];
  },
  parameters: (_, {kernel}) => [
    {name: "filters", shape: [4, 1, ...kernel], role: "fixed", initial: {kind: "unitRows", rows: 4}}
  ],
  macs: ({output, options: {kernel}}) => size(output) * kernel[0] * kernel[1],
  memory: writesOutput,
  field: (interval, axis, {options}) => [windowField(interval, axis, asWindow(options))],
  onnx(emit, [x], {inputs: [[channels, ...map]], output: [, height, width], options: {kernel, stride}}) {
    // -1 takes the batch with the channels; the second reshape finds the batch again
    const [single] = emit.node("Reshape", [x, emit.integers([-1, 1, ...map])]);
    const [bands] = emit.node("Conv", [single, emit.parameter("filters")], {kernel_shape: kernel, strides: stride});
    const [split] = emit.node("Reshape", [bands, emit.integers([-1, channels, 4, height, width])]);
    return bandsToChannels(emit, split, channels, height, width);
  },
  torch: ([x], self, {options: {kernel, stride}}) => ({
    module: `FixedFilters(${pythonTuple(kernel)}, ${pythonTuple(stride)})`,
    forward: `${self}(${x})`,
    helpers: [torchHelper]
  })
};

function asWindow({kernel, stride}: FixedFilters): Window {
  return {kernel, stride, padding: [0, 0], dilation: [1, 1]};
}

/** [c, h, w] → [4c, h / 2, w / 2] by four fixed filters. */
export function fixedFilters(x: Value, options: FixedFiltersOptions & Applied = {}): Value {
  return apply(fixedFiltersOp, [x], options);
}
