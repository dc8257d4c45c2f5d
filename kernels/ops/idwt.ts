import {apply, type Named} from "../graph/block.ts";
import {NetworkError} from "../graph/errors.ts";
import {integer, known} from "../graph/options.ts";
import type {OnnxEmitter, Op} from "../graph/op.ts";
import type {Shape} from "../graph/shape.ts";
import type {Value} from "../graph/trace.ts";
import {haarWeights} from "./dwt.ts";
import {channelsToBands} from "./rules/bands.ts";
import {featureMap} from "./rules/expect.ts";
import {reshapeSamples, sliceAxis} from "./rules/onnxMap.ts";
import {writesOutput} from "./rules/pointwise.ts";
import type {Padding} from "./wavelets/extension.ts";
import {sampleCount, synthesisMatrix} from "./wavelets/matrices.ts";
import {waveletOptions, type WaveletOptions} from "./wavelets/options.ts";
import {pythonFilters, pythonName, pythonSynthesis} from "./wavelets/python.ts";
import {wavelet as find} from "./wavelets/wavelet.ts";

export interface IdwtOptions extends WaveletOptions {
  /** Rows to keep; all if absent. An image of odd height comes back one row too long. */
  outHeight?: number;
  /** Columns to keep; all if absent. */
  outWidth?: number;
}

export interface Idwt {
  readonly wavelet: string;
  readonly padding: Padding;
  readonly outHeight?: number;
  readonly outWidth?: number;
}

/**
 * The inverse of one level of the 2-D DWT (specs/wavemix.md, section 2.4): [4c, h, w] in the order of `dwt` → [c, h', w'],
 * first along the height, then along the width.
 */
export const idwtOp: Op<Idwt, "idwt"> = {
  name: "idwt",
  options(raw) {
    const {outHeight, outWidth, ...rest} = known(raw, "idwt", ["wavelet", "padding", "outHeight", "outWidth"]);
    return {
      ...waveletOptions(rest),
      ...(outHeight === undefined ? {} : {outHeight: integer("outHeight", outHeight)}),
      ...(outWidth === undefined ? {} : {outWidth: integer("outWidth", outWidth)})
    };
  },
  shape(inputs, options) {
    const [channels, ...extents] = featureMap(inputs, "idwt");
    if (channels % 4)
      throw new NetworkError(`invalid channels of idwt: ${channels}; expected a multiple of 4, one for each band`);
    const taps = find(options.wavelet).rec_lo.length;
    const cuts = [options.outHeight, options.outWidth];
    const spatial = extents.map((extent, axis) => {
      const whole = sampleCount(taps, extent, options.padding);
      if (whole < 1)
        throw new NetworkError(
          `invalid input of idwt: ${extent} coefficients; ${options.wavelet} needs at least ${taps / 2}`
        );
      const cut = cuts[axis] ?? whole;
      if (cut > whole)
        throw new NetworkError(
          `invalid ${axis ? "outWidth" : "outHeight"}: ${cut}; ${extent} coefficients give ${whole}`
        );
      return cut;
    });
    return [channels / 4, ...spatial];
  },
  parameters: () => [],
  // each sample sums T/2 coefficients of either band, along the height for both halves of the width, then along the width
  macs: ({inputs: [[, , width]], output: [channels, outHeight, outWidth], options}) =>
    find(options.wavelet).rec_lo.length * channels * outHeight * (2 * width + outWidth),
  memory: writesOutput,
  field({from, to}, axis, {inputs: [shape], options: {wavelet, padding}}) {
    const taps = find(wavelet).rec_lo.length;
    const last = shape[axis + 1] - 1;
    if (padding !== "periodization") return [{from: Math.ceil((from - 1) / 2), to: Math.floor((to + taps - 2) / 2)}];
    const first = Math.ceil((from - taps / 2) / 2);
    const end = Math.floor((to + taps / 2 - 1) / 2);
    return first < 0 || end > last ? [{from: 0, to: last}] : [{from: first, to: end}];
  },
  onnx(emit, [x], {inputs: [shape], output, options}) {
    if (isWholeHaar(shape, output, options)) return haarTransposed(emit, x, output[0]);
    const [vertical, horizontal] = [output[1], output[2]].map((length, axis) =>
      synthesisMatrix(find(options.wavelet), shape[axis + 1], options.padding, length)
    );
    const [channels] = output;
    const [, height, width] = shape;
    const bands = channelsToBands(emit, x, channels, height, width);
    const split = reshapeSamples(emit, bands, [channels, 2, 2, height, width]);
    const [turned] = emit.node("Transpose", [split], {perm: [0, 1, 3, 4, 2, 5]});
    const quadrants = reshapeSamples(emit, turned, [channels, 2 * height, 2 * width]);
    const [rows] = emit.node("MatMul", [emit.floats(vertical.values, [vertical.rows, vertical.columns]), quadrants]);
    const across = emit.floats(horizontal.values, [horizontal.rows, horizontal.columns]);
    return emit.node("MatMul", [rows, emit.node("Transpose", [across], {perm: [1, 0]})[0]])[0];
  },
  torch([x], _self, {output, options}) {
    const filters = find(options.wavelet);
    return {
      forward: `idwt(${x}, ${pythonName(filters)}, "${options.padding}", ${output[1]}, ${output[2]})`,
      helpers: [pythonSynthesis, pythonFilters(filters)]
    };
  }
};

/** Whether every sample of Haar's inverse is kept, so that a fused form applies. */
export function isWholeHaar([, height, width]: Shape, output: Shape, {wavelet}: Idwt): boolean {
  return (wavelet === "haar" || wavelet === "db1") && output[1] === 2 * height && output[2] === 2 * width;
}

function haarTransposed(emit: OnnxEmitter, x: string, channels: number): string {
  const part = (from: number, to: number) =>
    emit.node(
      "ConvTranspose",
      [sliceAxis(emit, x, 1, from * channels, to * channels), haarWeights(emit, channels, from, to)],
      {kernel_shape: [2, 2], strides: [2, 2], group: channels}
    )[0];
  return emit.node("Add", [part(0, 1), part(1, 4)])[0];
}

/** The inverse of one level of the 2-D DWT; Haar with zero padding unless told otherwise. */
export function idwt(x: Value, options: IdwtOptions & Named = {}): Value {
  return apply(idwtOp, [x], options);
}
