import type {Window} from "./window.ts";

/** What a shader knows of a window: kernel, stride, padding, dilation, the extent of the map under it and of its outputs. */
export type WindowUniform = "kh" | "kw" | "sh" | "sw" | "top" | "left" | "dh" | "dw" | "ih" | "iw" | "oh" | "ow";

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
