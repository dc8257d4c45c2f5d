import type {Window} from "../kernels/window.ts";

/** The uniforms of a program that moves a window over maps. `ih`, `iw` are the extent of the map under the window. */
export const windowTypes = {
  kh: "i32",
  kw: "i32",
  sh: "i32",
  sw: "i32",
  top: "i32",
  left: "i32",
  dh: "i32",
  dw: "i32",
  ih: "i32",
  iw: "i32",
  oh: "i32",
  ow: "i32"
} as const;

export function windowUniforms(
  window: Window,
  height: number,
  width: number
): Record<keyof typeof windowTypes, number> {
  const {kernel, stride, padding, dilation, outHeight, outWidth} = window;
  return {
    kh: kernel[0],
    kw: kernel[1],
    sh: stride[0],
    sw: stride[1],
    top: padding[0],
    left: padding[1],
    dh: dilation[0],
    dw: dilation[1],
    ih: height,
    iw: width,
    oh: outHeight,
    ow: outWidth
  };
}
