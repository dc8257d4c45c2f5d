import {add, mul, reshape, transpose} from "@tensorflow/tfjs-core";
import type {OptionsOf} from "../../ops/table.ts";
import {constant} from "../constant.ts";
import {layerNorm} from "../kernels/layerNorm.ts";
import type {Runner} from "./call.ts";
import {perChannel} from "./conv.ts";

/** A layer norm of each group's values, laid out in a row; then scale and shift of each channel. */
export const groupNorm: Runner<OptionsOf<"groupNorm">> = ({inputs: [x], parameters, options: {groups, epsilon}}) => {
  const [n, h, w, c] = x.shape as [number, number, number, number];
  const size = (h * w * c) / groups;
  const rows =
    groups === 1
      ? reshape(x, [n, size])
      : reshape(transpose(reshape(x, [n, h * w, groups, c / groups]), [0, 2, 1, 3]), [n, groups, size]);
  const one = constant(`ones ${size}`, () => ({shape: [size], values: new Float32Array(size).fill(1)}));
  const zero = constant(`zeros ${size}`, () => ({shape: [size], values: new Float32Array(size)}));
  const normal = layerNorm(rows, one, zero, epsilon);
  const map =
    groups === 1
      ? reshape(normal, x.shape)
      : reshape(transpose(reshape(normal, [n, groups, h * w, c / groups]), [0, 2, 1, 3]), x.shape);
  return add(mul(map, perChannel(parameters.weight)), perChannel(parameters.bias));
};
