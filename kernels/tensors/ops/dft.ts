import {sub} from "@tensorflow/tfjs-core";
import {fourierMatrix} from "../../ops/dft.ts";
import {constant} from "../constant.ts";
import type {Runner} from "./call.ts";
import {separable} from "./separable.ts";

/** (cosᵧ·x·cosₓ − sinᵧ·x·sinₓ)/√(HW) */
export const dft: Runner<object> = ({inputs: [x], inputShapes: [[, height, width]]}) => {
  const wave = (n: number, name: "cos" | "sin") =>
    constant(`${name} ${n}`, () => ({shape: [1, n, n], values: fourierMatrix(n, name)}));
  const term = (name: "cos" | "sin") => separable(x, wave(height, name), wave(width, name));
  return sub(term("cos"), term("sin"));
};
