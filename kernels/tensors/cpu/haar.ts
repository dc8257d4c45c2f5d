import {Haar, HaarInverse} from "../kernels/haar.ts";
import {cpuKernel, type Array32} from "./kernel.ts";

type Input = {x: Array32};

export const haarKernel = cpuKernel<Input>(Haar, ({x}) => {
  const [n, h, w, c] = x.shape as [number, number, number, number];
  const y = new Float32Array(x.values.length);
  eachPatch(n, h / 2, w / 2, c, (pixel, row, band) => {
    const [in_, out] = [x.values, y];
    for (let k = 0, i = pixel, detail = band + c; k < c; ++k, ++i, detail += 3) {
      const s = in_[i] + in_[i + c];
      const d = in_[i] - in_[i + c];
      const t = in_[i + row] + in_[i + row + c];
      const e = in_[i + row] - in_[i + row + c];
      out[band + k] = (s + t) / 2;
      out[detail] = (s - t) / 2;
      out[detail + 1] = (d + e) / 2;
      out[detail + 2] = (d - e) / 2;
    }
  });
  return {shape: [n, h / 2, w / 2, 4 * c], values: y};
});

export const haarInverseKernel = cpuKernel<Input>(HaarInverse, ({x}) => {
  const [n, h, w, c4] = x.shape as [number, number, number, number];
  const c = c4 / 4;
  const y = new Float32Array(x.values.length);
  eachPatch(n, h, w, c, (pixel, row, band) => {
    const [in_, out] = [x.values, y];
    for (let k = 0, i = pixel, detail = band + c; k < c; ++k, ++i, detail += 3) {
      const s = in_[band + k] + in_[detail];
      const t = in_[band + k] - in_[detail];
      const d = in_[detail + 1] + in_[detail + 2];
      const e = in_[detail + 1] - in_[detail + 2];
      out[i] = (s + d) / 2;
      out[i + c] = (s - d) / 2;
      out[i + row] = (t + e) / 2;
      out[i + row + c] = (t - e) / 2;
    }
  });
  return {shape: [n, 2 * h, 2 * w, c], values: y};
});

/** Calls `body` with where a 2×2 patch begins in the map, the length of a row of it, and where its bands begin. */
function eachPatch(
  n: number,
  h: number,
  w: number,
  c: number,
  body: (pixel: number, row: number, band: number) => void
): void {
  const row = 2 * w * c;
  for (let line = 0, band = 0; line < n * h; ++line)
    for (let x = 0; x < w; ++x, band += 4 * c) body(2 * line * row + 2 * x * c, row, band);
}
