// Depthwise convolution (kernels/depthwise.ts); the filter is [kh·kw, c].
import {addTo, fill} from "./memory";
import {Window} from "./window";

/** to += a·b for `count` floats. */
function addProducts(a: usize, b: usize, to: usize, count: i32): void {
  let k = count;
  for (; k >= 4; k -= 4, a += 16, b += 16, to += 16)
    v128.store(to, f32x4.add(v128.load(to), f32x4.mul(v128.load(a), v128.load(b))));
  for (; k > 0; --k, a += 4, b += 4, to += 4) store<f32>(to, load<f32>(to) + load<f32>(a) * load<f32>(b));
}

/** How many output pixels side by side have their sums in registers, for one quartet of channels. */
const abreast = 4;

/**
 * The sums of `abreast` neighbouring pixels whose windows lie inside the map from column to column, four channels at a time:
 * `x` is the first tap of the first pixel, `step` the bytes between neighbouring pixels' taps, rows of taps from `from` to `to`.
 */
function insidePixels(w: Window, x: usize, filter: usize, from: i32, to: i32, y: usize, quartets: i32): void {
  const pixel = (<usize>w.channels) << 2;
  const step = <usize>w.strideWidth * pixel;
  const tapStep = <usize>w.dilationWidth * pixel;
  const lineStep = <usize>(w.dilationHeight * w.width) * pixel;
  const wide = w.kernelWidth;
  for (let q = 0; q < quartets; ++q, x += 16, filter += 16, y += 16) {
    let s0 = f32x4.splat(0);
    let s1 = f32x4.splat(0);
    let s2 = f32x4.splat(0);
    let s3 = f32x4.splat(0);
    let line = x;
    let tap = filter + <usize>(from * wide) * pixel;
    for (let i = from; i < to; ++i, line += lineStep) {
      let at = line;
      for (let j = 0; j < wide; ++j, at += tapStep, tap += pixel) {
        const f = v128.load(tap);
        s0 = f32x4.add(s0, f32x4.mul(v128.load(at), f));
        s1 = f32x4.add(s1, f32x4.mul(v128.load(at + step), f));
        s2 = f32x4.add(s2, f32x4.mul(v128.load(at + 2 * step), f));
        s3 = f32x4.add(s3, f32x4.mul(v128.load(at + 3 * step), f));
      }
    }
    v128.store(y, s0);
    v128.store(y + pixel, s1);
    v128.store(y + 2 * pixel, s2);
    v128.store(y + 3 * pixel, s3);
  }
}

/** One pixel: channels from `first` on, whatever part of its window is inside; rows of taps from `from` to `to`. */
function onePixel(w: Window, line: usize, ox: i32, filter: usize, from: i32, to: i32, y: usize, first: i32): void {
  const pixel = (<usize>w.channels) << 2;
  const lineStep = <usize>(w.dilationHeight * w.width) * pixel;
  const left = ox * w.strideWidth - w.paddingLeft;
  let k = first;
  for (; k + 4 <= w.channels; k += 4) {
    const at = (<usize>k) << 2;
    let sum = f32x4.splat(0);
    let row = line + at;
    for (let i = from; i < to; ++i, row += lineStep)
      for (let j = 0, u = left; j < w.kernelWidth; ++j, u += w.dilationWidth)
        if (u >= 0 && u < w.width)
          sum = f32x4.add(
            sum,
            f32x4.mul(
              v128.load(row + <usize>u * pixel),
              v128.load(filter + <usize>(i * w.kernelWidth + j) * pixel + at)
            )
          );
    v128.store(y + at, sum);
  }
  for (; k < w.channels; ++k) {
    const at = (<usize>k) << 2;
    let sum: f32 = 0;
    let row = line + at;
    for (let i = from; i < to; ++i, row += lineStep)
      for (let j = 0, u = left; j < w.kernelWidth; ++j, u += w.dilationWidth)
        if (u >= 0 && u < w.width)
          sum += load<f32>(row + <usize>u * pixel) * load<f32>(filter + <usize>(i * w.kernelWidth + j) * pixel + at);
    store<f32>(y + at, sum);
  }
}

/** Pixels in the middle of a line, whose windows reach no border, are computed `abreast`. */
export function depthwise(w: Window, x: usize, filter: usize, batch: i32, y: usize): void {
  const pixel = (<usize>w.channels) << 2;
  const quartets = w.channels >> 2;
  const last = w.width - 1 - (w.kernelWidth - 1) * w.dilationWidth; // the last left end inside
  for (let n = 0; n < batch; ++n)
    for (let oy = 0; oy < w.outHeight; ++oy) {
      const top = oy * w.strideHeight - w.paddingTop;
      let from = 0;
      while (from < w.kernelHeight && top + from * w.dilationHeight < 0) ++from;
      let to = w.kernelHeight;
      while (to > from && top + (to - 1) * w.dilationHeight >= w.height) --to;
      const line = x + <usize>((n * w.height + (from < to ? top + from * w.dilationHeight : 0)) * w.width) * pixel;
      let ox = 0;
      while (ox < w.outWidth) {
        const left = ox * w.strideWidth - w.paddingLeft;
        const middle =
          left >= 0 && ox + abreast <= w.outWidth && left + (abreast - 1) * w.strideWidth <= last && quartets > 0;
        if (middle) {
          insidePixels(w, line + <usize>left * pixel, filter, from, to, y, quartets);
          if (quartets << 2 < w.channels)
            for (let p = 0; p < abreast; ++p)
              onePixel(w, line, ox + p, filter, from, to, y + <usize>p * pixel, quartets << 2);
          ox += abreast;
          y += <usize>abreast * pixel;
        } else {
          onePixel(w, line, ox, filter, from, to, y, 0);
          ++ox;
          y += pixel;
        }
      }
    }
}

export function depthwiseGradientInput(w: Window, dy: usize, filter: usize, batch: i32, dx: usize): void {
  const c = w.channels;
  const pixel = (<usize>c) << 2;
  fill(dx, batch * w.height * w.width * c, 0);
  for (let n = 0; n < batch; ++n)
    for (let oy = 0; oy < w.outHeight; ++oy)
      for (let ox = 0; ox < w.outWidth; ++ox, dy += pixel)
        for (let i = 0, v = oy * w.strideHeight - w.paddingTop; i < w.kernelHeight; ++i, v += w.dilationHeight) {
          if (v < 0 || v >= w.height) continue;
          const line = dx + <usize>((n * w.height + v) * w.width) * pixel;
          for (let j = 0, u = ox * w.strideWidth - w.paddingLeft; j < w.kernelWidth; ++j, u += w.dilationWidth) {
            if (u < 0 || u >= w.width) continue;
            addProducts(dy, filter + <usize>(i * w.kernelWidth + j) * pixel, line + <usize>u * pixel, c);
          }
        }
}

/** Bytes: the sums of a line of output positions. */
export function depthwiseGradientFilterScratch(w: Window): i32 {
  return w.depth * 4;
}

/** The positions of a line are summed apart, so that a large map loses no precision. */
export function depthwiseGradientFilter(
  w: Window,
  x: usize,
  dy: usize,
  batch: i32,
  gradient: usize,
  scratch: usize
): void {
  const c = w.channels;
  const pixel = (<usize>c) << 2;
  fill(gradient, w.depth, 0);
  for (let n = 0; n < batch; ++n)
    for (let oy = 0; oy < w.outHeight; ++oy) {
      fill(scratch, w.depth, 0);
      for (let ox = 0; ox < w.outWidth; ++ox, dy += pixel)
        for (let i = 0, v = oy * w.strideHeight - w.paddingTop; i < w.kernelHeight; ++i, v += w.dilationHeight) {
          if (v < 0 || v >= w.height) continue;
          const line = x + <usize>((n * w.height + v) * w.width) * pixel;
          for (let j = 0, u = ox * w.strideWidth - w.paddingLeft; j < w.kernelWidth; ++j, u += w.dilationWidth) {
            if (u < 0 || u >= w.width) continue;
            addProducts(line + <usize>u * pixel, dy, scratch + <usize>(i * w.kernelWidth + j) * pixel, c);
          }
        }
      addTo(scratch, gradient, w.depth);
    }
}
