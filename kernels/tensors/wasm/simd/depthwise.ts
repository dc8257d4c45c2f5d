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

/** to = a·b for `count` floats. */
function products(a: usize, b: usize, to: usize, count: i32): void {
  let k = count;
  for (; k >= 4; k -= 4, a += 16, b += 16, to += 16) v128.store(to, f32x4.mul(v128.load(a), v128.load(b)));
  for (; k > 0; --k, a += 4, b += 4, to += 4) store<f32>(to, load<f32>(a) * load<f32>(b));
}

export function depthwise(w: Window, x: usize, filter: usize, batch: i32, y: usize): void {
  const c = w.channels;
  const pixel = (<usize>c) << 2;
  for (let n = 0; n < batch; ++n)
    for (let oy = 0; oy < w.outHeight; ++oy)
      for (let ox = 0; ox < w.outWidth; ++ox, y += pixel) {
        let empty = true;
        for (let i = 0, v = oy * w.strideHeight - w.paddingTop; i < w.kernelHeight; ++i, v += w.dilationHeight) {
          if (v < 0 || v >= w.height) continue;
          const line = x + <usize>((n * w.height + v) * w.width) * pixel;
          for (let j = 0, u = ox * w.strideWidth - w.paddingLeft; j < w.kernelWidth; ++j, u += w.dilationWidth) {
            if (u < 0 || u >= w.width) continue;
            const tap = filter + <usize>(i * w.kernelWidth + j) * pixel;
            if (empty) products(line + <usize>u * pixel, tap, y, c);
            else addProducts(line + <usize>u * pixel, tap, y, c);
            empty = false;
          }
        }
        if (empty) fill(y, c, 0);
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
