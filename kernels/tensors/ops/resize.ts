import {resizeSource} from "../../ops/resize.ts";
import type {OptionsOf} from "../../ops/table.ts";
import {constant} from "../constant.ts";
import type {Runner} from "./call.ts";
import {separable} from "./separable.ts";

/** tfjs' own gradients of half-pixel bilinear and, on cpu, of nearest are wrong, so both are products with matrices. */
export const resize: Runner<OptionsOf<"resize">> = ({
  inputs: [x],
  inputShapes: [[, height, width]],
  options: {size, method, aligned}
}) => {
  const along = (to: number, from: number) =>
    constant(`resize ${aligned ? "aligned" : method} ${from} ${to}`, () => ({
      shape: [1, to, from],
      values: resizeMatrix(from, to, method, aligned)
    }));
  return separable(x, along(size[0], height), along(size[1], width));
};

/** to × from. Nearest reads floor(i·from/to); bilinear weighs the neighbours of `resizeSource` by their distance. */
function resizeMatrix(from: number, to: number, method: "nearest" | "bilinear", aligned: boolean): Float32Array {
  const matrix = new Float32Array(to * from);
  for (let i = 0; i < to; ++i) {
    if (method === "nearest") {
      matrix[i * from + Math.floor((i * from) / to)] = 1;
      continue;
    }
    const position = resizeSource(i, from, to, aligned);
    const low = Math.min(from - 1, Math.floor(position));
    const share = position - low;
    matrix[i * from + low] += 1 - share;
    matrix[i * from + Math.min(from - 1, low + 1)] += share;
  }
  return matrix;
}
