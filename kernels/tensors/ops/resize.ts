import type {OptionsOf} from "../../ops/table.ts";
import {constant} from "../constant.ts";
import type {Runner} from "./call.ts";
import {separable} from "./separable.ts";

/** tfjs' own gradients of half-pixel bilinear and, on cpu, of nearest are wrong, so both are products with matrices. */
export const resize: Runner<OptionsOf<"resize">> = ({
  inputs: [x],
  inputShapes: [[, height, width]],
  options: {size, method}
}) => {
  const along = (to: number, from: number) =>
    constant(`resize ${method} ${from} ${to}`, () => ({shape: [1, to, from], values: resizeMatrix(from, to, method)}));
  return separable(x, along(size[0], height), along(size[1], width));
};

/**
 * to × from. Nearest reads floor(i·from/to); bilinear weighs the neighbours of s = max(0, (i + ½)·from/to − ½) by their
 * distance (torch's align_corners=False).
 */
export function resizeMatrix(from: number, to: number, method: "nearest" | "bilinear"): Float32Array {
  const matrix = new Float32Array(to * from);
  for (let i = 0; i < to; ++i) {
    if (method === "nearest") {
      matrix[i * from + Math.floor((i * from) / to)] = 1;
      continue;
    }
    const position = Math.max(0, ((i + 0.5) * from) / to - 0.5);
    const low = Math.min(from - 1, Math.floor(position));
    const share = position - low;
    matrix[i * from + low] += 1 - share;
    matrix[i * from + Math.min(from - 1, low + 1)] += share;
  }
  return matrix;
}
