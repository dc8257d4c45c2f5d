import type {Shape} from "../graph/shape.ts";
import type {Plane} from "./plane.ts";

/** Two inputs of a network, n×c×h×w: nothing, and nothing but one white pixel. */
export function impulse([channels, height, width]: Shape, {row, column}: {row: number; column: number}): Float32Array {
  for (const [name, value, extent] of [
    ["row", row, height],
    ["column", column, width]
  ] as const)
    if (!(Number.isInteger(value) && value >= 0 && value < extent))
      throw new RangeError(`invalid ${name}: ${value}; expected 0 to ${extent - 1}`);
  const pixels = new Float32Array(2 * channels * height * width);
  for (let c = 0; c < channels; ++c) pixels[((channels + c) * height + row) * width + column] = 1;
  return pixels;
}

/** How strongly the units of a place feel the pixel. */
export interface Spread {
  readonly path: string;
  /** For each unit the length of the change over all channels, the largest being 1. */
  readonly plane: Plane;
  /** The part of the change (sum of squares) that is in the one unit that feels it most, 0 to 1. */
  readonly share: number;
}

/** What the pixel of `impulse` changed at a place: `data` is 2×c×h×w, without it and with it. */
export function spread({path, shape, data}: {path: string; shape: Shape; data: Float32Array}): Spread {
  const [, channels, height, width] = shape;
  const area = height * width;
  const squares = new Float64Array(area);
  for (let c = 0; c < channels; ++c)
    for (let i = 0; i < area; ++i) squares[i] += (data[(channels + c) * area + i] - data[c * area + i]) ** 2;
  const most = squares.reduce((a, b) => Math.max(a, b), 0);
  const all = squares.reduce((a, b) => a + b, 0);
  const plane = {height, width, data: Float32Array.from(squares, (square) => Math.sqrt(square / (most || 1)))};
  return {path, plane, share: all > 0 ? most / all : 0};
}
