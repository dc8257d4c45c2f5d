import type {Window} from "../kernels/window.ts";

/*
 * The way back through a window, along one axis: which taps read a pixel, and in which windows. Tap i of window v reads
 * pixel v·stride − padding + i·dilation. If it reads the pixel, then so does tap i + every of window v − back, where
 * every = stride/gcd(stride, dilation) and back = dilation/gcd: after the first, no division is needed.
 */
export const tapTypes = {everyH: "int", everyW: "int", backH: "int", backW: "int"} as const;

/** GLSL `firstTap(offset, stride, dilation, every)`, offset being pixel + padding: the first (i, v), i beyond all if there is none. */
export const firstTap = `
ivec2 firstTap(int offset, int stride, int dilation, int every) {
  for (int i = 0; i < every; i++) {
    int v = quotient(offset - i * dilation, stride);
    if (v * stride == offset - i * dilation) return ivec2(i, v);
  }
  return ivec2(1 << 20, 0);
}`;

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

export function tapUniforms({stride, dilation}: Window): Record<keyof typeof tapTypes, number> {
  const [h, w] = ([0, 1] as const).map((axis) => greatestDivisor(stride[axis], dilation[axis])) as [number, number];
  return {everyH: stride[0] / h, everyW: stride[1] / w, backH: dilation[0] / h, backW: dilation[1] / w};
}
