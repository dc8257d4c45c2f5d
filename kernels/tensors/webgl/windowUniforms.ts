import type {WindowUniform} from "../kernels/windowUniforms.ts";

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
} as const satisfies Record<WindowUniform, string>;

export {windowUniforms, type WindowUniform} from "../kernels/windowUniforms.ts";
