// The windows of a map as rows, four at a time in the panels that matmul.ts multiplies. Of several groups, the one is read whose
// first channel x points at.
import {fill} from "./memory";
import {packFour} from "./pack";
import {Window} from "./window";

/** Bytes of `room` for im2colFours. */
export function foursRoom(w: Window): i32 {
  return 48 + w.channels * 4;
}

/**
 * The rows of the output positions from … from + count − 1, as packRows would pack what `im2col` writes. `room` holds the
 * corners of four windows (line of the image, top, left) and a pixel of zeros, which stands for those outside the map.
 */
export function im2colFours(w: Window, x: usize, from: i32, count: i32, to: usize, room: usize): void {
  const zeros = room + 48;
  const bytes = (<usize>w.channels) << 4;
  const lastTop = w.height - 1 - (w.kernelHeight - 1) * w.dilationHeight;
  const lastLeft = w.width - 1 - (w.kernelWidth - 1) * w.dilationWidth - 3 * w.strideWidth;
  const pixel = (<usize>w.pixel) << 2;
  const step = <usize>w.strideWidth * pixel;
  fill(zeros, w.channels, 0);
  let ox = from % w.outWidth;
  let oy = (from / w.outWidth) % w.outHeight;
  let n = from / (w.outWidth * w.outHeight);
  for (let p = 0; p < count; p += 4) {
    const top = oy * w.strideHeight - w.paddingTop;
    const left = ox * w.strideWidth - w.paddingLeft;
    // four windows side by side and inside the map need no look at its borders
    if (top >= 0 && top <= lastTop && left >= 0 && left <= lastLeft && ox + 4 < w.outWidth && p + 4 <= count) {
      let line = x + <usize>((n * w.height + top) * w.width + left) * pixel;
      for (let i = 0; i < w.kernelHeight; ++i, line += <usize>(w.dilationHeight * w.width) * pixel)
        for (let j = 0, at = line; j < w.kernelWidth; ++j, at += <usize>w.dilationWidth * pixel, to += bytes)
          packFour(at, at + step, at + 2 * step, at + 3 * step, w.channels, to);
      ox += 4;
      continue;
    }
    for (let r = 0, corner = room; r < 4; ++r, corner += 12) {
      store<i32>(corner, n * w.height);
      store<i32>(corner, oy * w.strideHeight - w.paddingTop, 4);
      store<i32>(corner, ox * w.strideWidth - w.paddingLeft, 8);
      if (p + r + 1 < count && ++ox == w.outWidth) {
        ox = 0;
        if (++oy == w.outHeight) {
          oy = 0;
          ++n;
        }
      }
    }
    for (let i = 0, dy = 0; i < w.kernelHeight; ++i, dy += w.dilationHeight)
      for (let j = 0, dx = 0; j < w.kernelWidth; ++j, dx += w.dilationWidth, to += bytes)
        packFour(
          tapOf(w, x, room, dy, dx, zeros),
          tapOf(w, x, room + 12, dy, dx, zeros),
          tapOf(w, x, room + 24, dy, dx, zeros),
          tapOf(w, x, room + 36, dy, dx, zeros),
          w.channels,
          to
        );
  }
}

/** The pixel that the window of a corner reads at a tap. */
function tapOf(w: Window, x: usize, corner: usize, dy: i32, dx: i32, zeros: usize): usize {
  const v = load<i32>(corner, 4) + dy;
  const u = load<i32>(corner, 8) + dx;
  if (v < 0 || v >= w.height || u < 0 || u >= w.width) return zeros;
  return x + ((<usize>((load<i32>(corner) + v) * w.width + u) * w.pixel) << 2);
}
