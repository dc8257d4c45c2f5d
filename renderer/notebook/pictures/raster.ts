import {colourTable, type Scheme} from "./colour.ts";
import {isDark} from "../library/isDark.ts";
import type {Plane} from "../../../kernels/insight/plane.ts";

/** One plane to paint: its place in the raster, its scale, and a gain on its values. */
export interface Tile {
  readonly plane: Plane;
  readonly x: number;
  readonly y: number;
  readonly scheme: Scheme;
  readonly domain: readonly [low: number, high: number];
  readonly gain?: number;
}

/** A canvas of `width`×`height` picture pixels that is shown `scale` times as large, without smoothing. */
export function raster(width: number, height: number, scale: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  canvas.className = "picture-raster";
  canvas.style.width = `${width * scale}px`;
  canvas.style.aspectRatio = `${width} / ${height}`;
  return canvas;
}

/** What the canvases with signed tiles show, to be painted again when the page turns dark or light. */
const painted = new WeakMap<HTMLCanvasElement, readonly Tile[]>();
let isFollowing = false;

function followLook(): void {
  if (isFollowing) return;
  isFollowing = true;
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    for (const canvas of document.querySelectorAll<HTMLCanvasElement>("canvas.picture-raster")) {
      const tiles = painted.get(canvas);
      if (tiles) paint(canvas, tiles);
    }
  });
}

/**
 * Paints tiles in one pass: one ImageData, one putImageData. Pixels without a tile stay transparent; NaN is shown magenta.
 * Signed tiles take the page's look, and follow it.
 */
export function paint(canvas: HTMLCanvasElement, tiles: readonly Tile[]): void {
  const context = canvas.getContext("2d");
  if (!context) return; // the browser has run out of canvas memory; the arrays and the text are still there
  const image = context.createImageData(canvas.width, canvas.height);
  const pixels = new Uint32Array(image.data.buffer);
  const look = isDark(document.documentElement) ? "dark" : "light";
  if (tiles.some(({scheme}) => scheme === "signed")) {
    painted.set(canvas, tiles);
    followLook();
  }
  for (const {plane, x, y, scheme, domain, gain = 1} of tiles) {
    const colours = colourTable(scheme, look);
    const [low, high] = domain;
    const slope = 255 / (high - low || 1);
    for (let row = 0; row < plane.height; ++row) {
      let target = (y + row) * canvas.width + x;
      let source = row * plane.width;
      for (let column = 0; column < plane.width; ++column, ++target, ++source) {
        const level = (plane.data[source] * gain - low) * slope;
        pixels[target] =
          level !== level ? 0xffff00ff : colours[level <= 0 ? 0 : level >= 255 ? 255 : Math.round(level)];
      }
    }
  }
  context.putImageData(image, 0, 0);
}

/** Paints an RGB picture given as three planes with values in `domain`. */
export function paintColour(
  canvas: HTMLCanvasElement,
  planes: readonly [Plane, Plane, Plane],
  domain: readonly [number, number]
): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const image = context.createImageData(canvas.width, canvas.height);
  const slope = 255 / (domain[1] - domain[0] || 1);
  for (let i = 0; i < canvas.width * canvas.height; ++i) {
    for (let c = 0; c < 3; ++c) image.data[4 * i + c] = (planes[c].data[i] - domain[0]) * slope; // Uint8ClampedArray rounds and clamps
    image.data[4 * i + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}
