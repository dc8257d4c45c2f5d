// The windows of a map as rows (kernel row, kernel column, channel), and back. Of several groups, the one is read whose first
// channel x or y points at.
import {addTo, copy, fill} from "./memory";
import {Window} from "./window";

/** Writes the rows of the output positions from … from + count − 1, counted over the whole batch. */
export function im2col(w: Window, x: usize, from: i32, count: i32, to: usize): void {
  const across = w.kernelWidth * w.channels;
  const bytes = (<usize>across) << 2;
  const together = w.dilationWidth == 1 && w.channels == w.pixel; // neighbouring taps are neighbours in memory
  let ox = from % w.outWidth;
  let oy = (from / w.outWidth) % w.outHeight;
  let n = from / (w.outWidth * w.outHeight);
  for (let p = 0; p < count; ++p) {
    const left = ox * w.strideWidth - w.paddingLeft;
    const whole = together && left >= 0 && left + w.kernelWidth <= w.width;
    for (
      let i = 0, y = oy * w.strideHeight - w.paddingTop;
      i < w.kernelHeight;
      ++i, y += w.dilationHeight, to += bytes
    ) {
      if (y < 0 || y >= w.height) {
        fill(to, across, 0);
        continue;
      }
      const line = x + ((<usize>(n * w.height + y) * w.width * w.pixel) << 2);
      if (whole) copy(line + ((<usize>left * w.pixel) << 2), to, across);
      else copyClipped(w, line, left, to);
    }
    if (++ox == w.outWidth) {
      ox = 0;
      if (++oy == w.outHeight) {
        oy = 0;
        ++n;
      }
    }
  }
}

function copyClipped(w: Window, line: usize, left: i32, to: usize): void {
  const bytes = (<usize>w.channels) << 2;
  const pixel = (<usize>w.pixel) << 2;
  for (let j = 0, x = left; j < w.kernelWidth; ++j, x += w.dilationWidth, to += bytes)
    if (x < 0 || x >= w.width) fill(to, w.channels, 0);
    else copy(line + <usize>x * pixel, to, w.channels);
}

/**
 * The same rows in panels of four columns, as packColumns would make them of `im2col`'s: for each panel, four values of each
 * of the `count` rows. The number of channels of a group must be a multiple of four.
 */
export function im2colPanels(w: Window, x: usize, from: i32, count: i32, to: usize): void {
  const pixel = (<usize>w.pixel) << 2;
  const bytes = (<usize>w.channels) << 2;
  const panel = (<usize>count) << 4;
  const zero = f32x4.splat(0);
  let ox = from % w.outWidth;
  let oy = (from / w.outWidth) % w.outHeight;
  let n = from / (w.outWidth * w.outHeight);
  for (let p = 0; p < count; ++p, to += 16) {
    let cell = to;
    for (let i = 0, v = oy * w.strideHeight - w.paddingTop; i < w.kernelHeight; ++i, v += w.dilationHeight) {
      const line = x + <usize>((n * w.height + v) * w.width) * pixel;
      const outside = v < 0 || v >= w.height;
      for (let j = 0, u = ox * w.strideWidth - w.paddingLeft; j < w.kernelWidth; ++j, u += w.dilationWidth)
        if (outside || u < 0 || u >= w.width)
          for (let c: usize = 0; c < bytes; c += 16, cell += panel) v128.store(cell, zero);
        else {
          const at = line + <usize>u * pixel;
          for (let c: usize = 0; c < bytes; c += 16, cell += panel) v128.store(cell, v128.load(at + c));
        }
    }
    if (++ox == w.outWidth) {
      ox = 0;
      if (++oy == w.outHeight) {
        oy = 0;
        ++n;
      }
    }
  }
}

/** Adds the rows of the output positions from … from + count − 1 to the pixels of y that they stand for. */
export function col2im(w: Window, rows: usize, from: i32, count: i32, y: usize): void {
  const across = w.kernelWidth * w.channels;
  const bytes = (<usize>across) << 2;
  const together = w.dilationWidth == 1 && w.channels == w.pixel; // neighbouring taps are neighbours in memory
  let ox = from % w.outWidth;
  let oy = (from / w.outWidth) % w.outHeight;
  let n = from / (w.outWidth * w.outHeight);
  for (let p = 0; p < count; ++p) {
    const left = ox * w.strideWidth - w.paddingLeft;
    const whole = together && left >= 0 && left + w.kernelWidth <= w.width;
    for (
      let i = 0, v = oy * w.strideHeight - w.paddingTop;
      i < w.kernelHeight;
      ++i, v += w.dilationHeight, rows += bytes
    ) {
      if (v < 0 || v >= w.height) continue;
      const line = y + ((<usize>(n * w.height + v) * w.width * w.pixel) << 2);
      if (whole) addTo(rows, line + ((<usize>left * w.pixel) << 2), across);
      else addClipped(w, rows, line, left);
    }
    if (++ox == w.outWidth) {
      ox = 0;
      if (++oy == w.outHeight) {
        oy = 0;
        ++n;
      }
    }
  }
}

function addClipped(w: Window, row: usize, line: usize, left: i32): void {
  const bytes = (<usize>w.channels) << 2;
  const pixel = (<usize>w.pixel) << 2;
  for (let j = 0, x = left; j < w.kernelWidth; ++j, x += w.dilationWidth, row += bytes)
    if (x >= 0 && x < w.width) addTo(row, line + <usize>x * pixel, w.channels);
}
