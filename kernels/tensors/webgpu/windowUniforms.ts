import type {WindowUniform} from "../kernels/windowUniforms.ts";

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
} as const satisfies Record<WindowUniform, string>;

export {windowUniforms} from "../kernels/windowUniforms.ts";
