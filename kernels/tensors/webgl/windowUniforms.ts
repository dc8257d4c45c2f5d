import type {Window} from "../kernels/window.ts";

/** The uniforms of a program that moves a window over maps. `ih`, `iw` are the extent of the map under the window. */
export const windowTypes = {
  kh: "int",
  kw: "int",
  sh: "int",
  sw: "int",
  top: "int",
  left: "int",
  dh: "int",
  dw: "int",
  ih: "int",
  iw: "int",
  oh: "int",
  ow: "int"
} as const;

export type WindowUniform = keyof typeof windowTypes;

export function windowUniforms(window: Window, height: number, width: number): Record<WindowUniform, number> {
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
