import type {Window, WindowOver} from "../../kernels/window.ts";

type Sides = [before: number, after: number];

/**
 * The explicit padding in tfjs' sense with which its geometry gives `outHeight` and `outWidth`. Rows and columns after the
 * last window need none taken away: tfjs rounds down.
 */
export function explicitPadding(window: Window, {height, width}: Pick<WindowOver, "height" | "width">): Sides[] {
  const {kernel, stride, padding, dilation, outHeight, outWidth} = window;
  const sides = (axis: 0 | 1, extent: number, out: number): Sides => {
    const read = (out - 1) * stride[axis] + (kernel[axis] - 1) * dilation[axis] + 1;
    return [padding[axis], Math.max(0, read - padding[axis] - extent)];
  };
  return [[0, 0], sides(0, height, outHeight), sides(1, width, outWidth), [0, 0]];
}
