import type {Padding} from "../ops/wavelets/extension.ts";
import {analysisMatrix, synthesisMatrix, type Matrix} from "../ops/wavelets/matrices.ts";
import {wavelet as waveletOf} from "../ops/wavelets/wavelet.ts";
import {along} from "./along.ts";
import {planeOf, toPlanes, type Plane} from "./plane.ts";

/** The details of one level, by the edges that they answer to: LH horizontal, HL vertical, HH diagonal. */
export interface Details {
  readonly horizontal: Plane;
  readonly vertical: Plane;
  readonly diagonal: Plane;
}

export interface BandEnergy {
  readonly level: number;
  readonly band: "low" | "horizontal" | "vertical" | "diagonal";
  /** Sum of the squares of its coefficients. */
  readonly energy: number;
  /** Of the energy of all coefficients, 0 to 1. */
  readonly share: number;
}

/** A picture as its subbands: details finest level first, the low band of the coarsest. */
export interface Pyramid {
  readonly wavelet: string;
  readonly padding: Padding;
  /** Whether the bands' energies add up to the picture's: an orthogonal wavelet, and nothing lost or doubled at the borders. */
  readonly orthonormal: boolean;
  readonly levels: readonly Details[];
  readonly low: Plane;
  /** The low band first, then from the coarsest level to the finest. */
  readonly energies: readonly BandEnergy[];
  /** The sizes that each level came from, finest first; what `reconstruct` cuts to. */
  readonly sizes: readonly {readonly height: number; readonly width: number}[];
}

export interface SubbandOptions {
  /** A name of PyWavelets; haar by default, as in WaveMix. */
  wavelet?: string;
  levels?: number;
  /** What stands outside the picture; zero by default, as in WaveMix. */
  padding?: Padding;
  /** Which channel of a picture or feature map; 0 by default. */
  channel?: number;
}

/**
 * The 2-D discrete wavelet transform of one channel of a picture, [channels, height, width] (Mallat 1989; filters and borders
 * as in PyWavelets, orientation as in WaveMix: LH is high-pass along the height). Throws on an unknown wavelet, and a
 * RangeError for more levels than the picture has or a channel that is not there.
 */
export function subbands(picture: unknown, options: SubbandOptions = {}): Pyramid {
  const {wavelet = "haar", levels = 1, padding = "zero", channel = 0} = options;
  const plane = planeOf(toPlanes(picture), channel);
  const filters = waveletOf(wavelet);
  const possible = Math.max(1, Math.floor(Math.log2(Math.min(plane.height, plane.width))));
  if (!(Number.isInteger(levels) && levels >= 1 && levels <= possible))
    throw new RangeError(`invalid levels: ${levels}; ${plane.height}×${plane.width} pixels have 1 to ${possible}`);
  const made: Details[] = [];
  const sizes: {height: number; width: number}[] = [];
  let low = plane;
  for (let level = 0; level < levels; ++level) {
    sizes.push({height: low.height, width: low.width});
    const bands = filter(
      low,
      analysisMatrix(filters, low.height, padding),
      analysisMatrix(filters, low.width, padding)
    );
    const {height, width} = {height: bands.height / 2, width: bands.width / 2};
    made.push({
      horizontal: block(bands, height, 0, height, width),
      vertical: block(bands, 0, width, height, width),
      diagonal: block(bands, height, width, height, width)
    });
    low = block(bands, 0, 0, height, width);
  }
  const energies = bandEnergies(made, low);
  const all = energies.reduce((sum, {energy}) => sum + energy, 0);
  const own = sumOfSquares(plane.data);
  return {wavelet, padding, orthonormal: Math.abs(all - own) <= 1e-4 * own, levels: made, low, energies, sizes};
}

/** A factor for each band, 1 where absent; details by level, finest first. */
export interface Gains {
  readonly low?: number;
  readonly details?: readonly {readonly horizontal?: number; readonly vertical?: number; readonly diagonal?: number}[];
}

/** The inverse transform of subbands, each times its gain. With all gains 1 it gives the picture back (to float32). */
export function reconstruct(pyramid: Pyramid, gains: Gains = {}): Plane {
  const filters = waveletOf(pyramid.wavelet);
  let low = scaled(pyramid.low, gains.low ?? 1);
  for (let level = pyramid.levels.length - 1; level >= 0; --level) {
    const {horizontal, vertical, diagonal} = pyramid.levels[level];
    const gain = gains.details?.[level] ?? {};
    const {height, width} = horizontal;
    const bands = {height: 2 * height, width: 2 * width, data: new Float32Array(4 * height * width)};
    put(bands, low, 0, 0, 1);
    put(bands, horizontal, height, 0, gain.horizontal ?? 1);
    put(bands, vertical, 0, width, gain.vertical ?? 1);
    put(bands, diagonal, height, width, gain.diagonal ?? 1);
    const size = pyramid.sizes[level];
    low = filter(
      bands,
      synthesisMatrix(filters, height, pyramid.padding, size.height),
      synthesisMatrix(filters, width, pyramid.padding, size.width)
    );
  }
  return low;
}

function filter({data, height, width}: Plane, vertical: Matrix, horizontal: Matrix): Plane {
  const across = along(data, {outer: height, length: width, inner: 1}, horizontal);
  const both = along(across, {outer: 1, length: height, inner: horizontal.rows}, vertical);
  return {height: vertical.rows, width: horizontal.rows, data: both};
}

function block(bands: Plane, top: number, left: number, height: number, width: number): Plane {
  const data = new Float32Array(height * width);
  for (let row = 0; row < height; ++row) {
    const from = (top + row) * bands.width + left;
    data.set(bands.data.subarray(from, from + width), row * width);
  }
  return {height, width, data};
}

/** Writes as much of `plane` as the place holds: the low band may be one row or column too long after an odd size. */
function put(bands: Plane, plane: Plane, top: number, left: number, gain: number): void {
  const height = Math.min(plane.height, bands.height / 2);
  const width = Math.min(plane.width, bands.width / 2);
  for (let row = 0; row < height; ++row)
    for (let column = 0; column < width; ++column)
      bands.data[(top + row) * bands.width + left + column] = gain * plane.data[row * plane.width + column];
}

function scaled(plane: Plane, gain: number): Plane {
  return {...plane, data: Float32Array.from(plane.data, (value) => gain * value)};
}

function bandEnergies(levels: readonly Details[], low: Plane): BandEnergy[] {
  const entries = [
    {level: levels.length, band: "low" as const, energy: sumOfSquares(low.data)},
    ...levels
      .map((details, i) =>
        (["horizontal", "vertical", "diagonal"] as const).map((band) => ({
          level: i + 1,
          band,
          energy: sumOfSquares(details[band].data)
        }))
      )
      .reverse()
      .flat()
  ];
  const all = entries.reduce((sum, {energy}) => sum + energy, 0);
  return entries.map((entry) => ({...entry, share: all > 0 ? entry.energy / all : 0}));
}

function sumOfSquares(data: Float32Array): number {
  let sum = 0;
  for (const value of data) sum += value * value;
  return sum;
}
