// Max pooling (kernels/maxPool.ts). Every window lies at least partly inside the map.
import {fill} from "./memory";
import {Window} from "./window";

export function maxPool(w: Window, x: usize, batch: i32, y: usize): void {
  const c = w.channels;
  const pixel = (<usize>c) << 2;
  fill(y, batch * w.outHeight * w.outWidth * c, -Infinity);
  for (let n = 0; n < batch; ++n)
    for (let oy = 0; oy < w.outHeight; ++oy)
      for (let ox = 0; ox < w.outWidth; ++ox, y += pixel)
        for (let i = 0, v = oy * w.strideHeight - w.paddingTop; i < w.kernelHeight; ++i, v += w.dilationHeight) {
          if (v < 0 || v >= w.height) continue;
          const line = x + <usize>((n * w.height + v) * w.width) * pixel;
          for (let j = 0, u = ox * w.strideWidth - w.paddingLeft; j < w.kernelWidth; ++j, u += w.dilationWidth)
            if (u >= 0 && u < w.width) maximise(line + <usize>u * pixel, y, c);
        }
}

function maximise(from: usize, to: usize, count: i32): void {
  let k = count;
  for (; k >= 4; k -= 4, from += 16, to += 16) v128.store(to, f32x4.max(v128.load(to), v128.load(from)));
  for (; k > 0; --k, from += 4, to += 4) store<f32>(to, max(load<f32>(to), load<f32>(from)));
}

/** Bytes: one flag a channel. */
export function maxPoolGradientScratch(w: Window): i32 {
  return w.channels * 4;
}

export function maxPoolGradient(w: Window, dy: usize, x: usize, y: usize, batch: i32, dx: usize, scratch: usize): void {
  const c = w.channels;
  const pixel = (<usize>c) << 2;
  fill(dx, batch * w.height * w.width * c, 0);
  for (let n = 0; n < batch; ++n)
    for (let oy = 0; oy < w.outHeight; ++oy)
      for (let ox = 0; ox < w.outWidth; ++ox, dy += pixel, y += pixel) {
        fill(scratch, c, 0);
        for (let i = 0, v = oy * w.strideHeight - w.paddingTop; i < w.kernelHeight; ++i, v += w.dilationHeight) {
          if (v < 0 || v >= w.height) continue;
          const line = <usize>((n * w.height + v) * w.width) * pixel;
          for (let j = 0, u = ox * w.strideWidth - w.paddingLeft; j < w.kernelWidth; ++j, u += w.dilationWidth) {
            if (u < 0 || u >= w.width) continue;
            const at = line + <usize>u * pixel;
            giveToFirst(dy, x + at, y, dx + at, scratch, c);
          }
        }
      }
}

/** Where x is the window's maximum y and the channel's flag is clear: adds dy to dx and sets the flag. */
function giveToFirst(dy: usize, x: usize, y: usize, dx: usize, flags: usize, count: i32): void {
  let k = count;
  for (; k >= 4; k -= 4, dy += 16, x += 16, y += 16, dx += 16, flags += 16) {
    const taken = v128.load(flags);
    const mine = v128.andnot(f32x4.eq(v128.load(x), v128.load(y)), taken);
    v128.store(dx, f32x4.add(v128.load(dx), v128.and(v128.load(dy), mine)));
    v128.store(flags, v128.or(taken, mine));
  }
  for (; k > 0; --k, dy += 4, x += 4, y += 4, dx += 4, flags += 4)
    if (!load<i32>(flags) && load<f32>(x) == load<f32>(y)) {
      store<f32>(dx, load<f32>(dx) + load<f32>(dy));
      store<i32>(flags, -1);
    }
}
