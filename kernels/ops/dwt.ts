import {apply, type Named} from "../graph/block.ts";
import {known} from "../graph/options.ts";
import type {OnnxEmitter, Op} from "../graph/op.ts";
import type {Shape} from "../graph/shape.ts";
import type {Value} from "../graph/trace.ts";
import {bandsToChannels} from "./rules/bands.ts";
import {featureMap} from "./rules/expect.ts";
import {reshapeSamples} from "./rules/onnxMap.ts";
import {writesOutput} from "./rules/pointwise.ts";
import {extend, type Padding} from "./wavelets/extension.ts";
import {analysisMatrix, coefficientCount, tapPosition} from "./wavelets/matrices.ts";
import {waveletOptions, type WaveletOptions} from "./wavelets/options.ts";
import {pythonAnalysis, pythonExtend, pythonFilters, pythonHaar, pythonName} from "./wavelets/python.ts";
import {wavelet as find} from "./wavelets/wavelet.ts";

export interface Dwt {
  readonly wavelet: string;
  readonly padding: Padding;
}

/**
 * One level of the 2-D discrete wavelet transform (specs/wavemix.md, section 2): filters along the width, then along the
 * height. [c, h, w] → [4c, h', w'] in WaveMix's order: LL of all channels, then LH, HL, HH of each channel. LH is high-pass
 * along the height. More levels transform the first c channels of the result again.
 */
export const dwtOp: Op<Dwt, "dwt"> = {
  name: "dwt",
  options: (raw) => waveletOptions(known(raw, "dwt", ["wavelet", "padding"])),
  shape(inputs, options) {
    const [channels, ...extents] = featureMap(inputs, "dwt");
    const taps = find(options.wavelet).dec_lo.length;
    return [4 * channels, ...extents.map((extent) => coefficientCount(taps, extent, options.padding))];
  },
  parameters: () => [],
  macs({inputs: [[channels, height]], output: [, outHeight, outWidth], options}) {
    const taps = find(options.wavelet).dec_lo.length;
    return taps * channels * (height * 2 * outWidth + 2 * outHeight * 2 * outWidth);
  },
  memory: writesOutput,
  field({from, to}, axis, {inputs: [shape], options: {wavelet, padding}}) {
    const taps = find(wavelet).dec_lo.length;
    const extent = shape[axis + 1];
    let first = tapPosition(from, taps - 1, taps, padding);
    let last = tapPosition(to, 0, taps, padding);
    // what stands beyond the border is read somewhere inside
    for (const i of [...range(first, -1), ...range(extent, last)]) {
      const inside = extend(i, extent, padding);
      if (inside >= 0) [first, last] = [Math.min(first, inside), Math.max(last, inside)];
    }
    return [{from: first, to: last}];
  },
  onnx(emit, [x], {inputs: [shape], output, options}) {
    return isHaarOfEven(shape, options)
      ? haarConvolutions(emit, x, shape[0])
      : byMatrices(emit, x, shape, output, options);
  },
  torch([x], _self, {inputs: [shape], options}) {
    if (isHaarOfEven(shape, options)) return {forward: `haar(${x})`, helpers: [pythonHaar]};
    const filters = find(options.wavelet);
    return {
      forward: `dwt(${x}, ${pythonName(filters)}, "${options.padding}")`,
      helpers: [pythonExtend, pythonAnalysis, pythonFilters(filters)]
    };
  }
};

/** Whether no pixel beyond the border is needed: then all paddings agree and fused forms apply. */
export function isHaarOfEven([, height, width]: Shape, {wavelet}: Dwt): boolean {
  return (wavelet === "haar" || wavelet === "db1") && height % 2 === 0 && width % 2 === 0;
}

/** Haar's bands on a 2×2 patch: LL, LH, HL, HH. */
const patch = [
  [0.5, 0.5, 0.5, 0.5],
  [0.5, 0.5, -0.5, -0.5],
  [0.5, -0.5, 0.5, -0.5],
  [0.5, -0.5, -0.5, 0.5]
];

/** ONNX weights [bands·c, 1, 2, 2] of a grouped convolution that gives some of Haar's bands of every channel. */
export function haarWeights(emit: OnnxEmitter, channels: number, from: number, to: number): string {
  const bands = patch.slice(from, to).flat();
  const values = Float32Array.from({length: channels * bands.length}, (_, i) => bands[i % bands.length]);
  return emit.floats(values, [channels * (to - from), 1, 2, 2]);
}

function haarConvolutions(emit: OnnxEmitter, x: string, channels: number): string {
  const bands = (from: number, to: number) =>
    emit.node("Conv", [x, haarWeights(emit, channels, from, to)], {
      kernel_shape: [2, 2],
      strides: [2, 2],
      group: channels
    })[0];
  return emit.node("Concat", [bands(0, 1), bands(1, 4)], {axis: 1})[0];
}

function byMatrices(emit: OnnxEmitter, x: string, [channels, ...extents]: Shape, output: Shape, options: Dwt): string {
  const [vertical, horizontal] = extents.map((extent) =>
    analysisMatrix(find(options.wavelet), extent, options.padding)
  );
  const [rows] = emit.node("MatMul", [emit.floats(vertical.values, [vertical.rows, vertical.columns]), x]);
  const across = emit.floats(horizontal.values, [horizontal.rows, horizontal.columns]);
  const [quadrants] = emit.node("MatMul", [rows, emit.node("Transpose", [across], {perm: [1, 0]})[0]]);
  const [, height, width] = output;
  const split = reshapeSamples(emit, quadrants, [channels, 2, height, 2, width]);
  // width's band before height's: LL, LH (high along the height), HL, HH
  const [turned] = emit.node("Transpose", [split], {perm: [0, 1, 4, 2, 3, 5]});
  return bandsToChannels(emit, reshapeSamples(emit, turned, [channels, 4, height, width]), channels, height, width);
}

function range(from: number, to: number): number[] {
  return Array.from({length: Math.max(0, to - from + 1)}, (_, i) => from + i);
}

/** One level of the 2-D DWT; Haar with zero padding unless told otherwise. */
export function dwt(x: Value, options: WaveletOptions & Named = {}): Value {
  return apply(dwtOp, [x], options);
}
