import type {TensorInfo} from "@tensorflow/tfjs-core";
import {util} from "@tensorflow/tfjs-core";
import {Linear, LinearGradientInput} from "../../kernels/linear.ts";
import {webgpuKernel} from "../kernel.ts";
import {matMul} from "./matMul.ts";

type Inputs = {x: TensorInfo; weight: TensorInfo; bias?: TensorInfo};

export const linearKernel = webgpuKernel<Inputs>(Linear, (backend, {x, weight, bias}) => {
  const [k, n] = weight.shape as [number, number];
  return matMul(
    backend,
    x,
    weight,
    bias,
    {batch: [1, 1], m: util.sizeFromShape(x.shape) / k, n, k, transposeA: false, transposeB: false},
    [...x.shape.slice(0, -1), n]
  );
});

export const linearGradientInputKernel = webgpuKernel<{dy: TensorInfo; weight: TensorInfo}>(
  LinearGradientInput,
  (backend, {dy, weight}) => {
    const [n, k] = weight.shape as [number, number];
    return matMul(
      backend,
      dy,
      weight,
      undefined,
      {batch: [1, 1], m: util.sizeFromShape(dy.shape) / k, n, k, transposeA: false, transposeB: true},
      [...dy.shape.slice(0, -1), n]
    );
  }
);
