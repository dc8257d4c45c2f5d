import type {Window} from "../kernels/window.ts";

/**
 * Calls `body` for every pair of an output position and a pixel of the map that its window reads: `tap` numbers the place
 * in the window, `pixel` and `position` number pixels and output positions over the whole batch.
 */
export function eachTap(
  batch: number,
  height: number,
  width: number,
  {kernel, stride, padding, dilation, outHeight, outWidth}: Window,
  body: (position: number, tap: number, pixel: number) => void
): void {
  for (let n = 0, position = 0; n < batch; ++n)
    for (let oy = 0; oy < outHeight; ++oy)
      for (let ox = 0; ox < outWidth; ++ox, ++position)
        for (let i = 0; i < kernel[0]; ++i) {
          const y = oy * stride[0] - padding[0] + i * dilation[0];
          if (y < 0 || y >= height) continue;
          for (let j = 0; j < kernel[1]; ++j) {
            const x = ox * stride[1] - padding[1] + j * dilation[1];
            if (x < 0 || x >= width) continue;
            body(position, i * kernel[1] + j, (n * height + y) * width + x);
          }
        }
}
