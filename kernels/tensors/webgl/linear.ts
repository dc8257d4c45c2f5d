import type {TensorInfo} from "@tensorflow/tfjs-core";
import {Linear, LinearGradientInput} from "../kernels/linear.ts";
import {webglKernel} from "./kernel.ts";
import {matMul} from "./matMul.ts";

// x is taken as the stack of matrices that it is packed as: making one matrix of it might cost a draw.
const manyByOne = {batchA: true, batchB: false, transposeA: false};

type Inputs = {x: TensorInfo; weight: TensorInfo; bias?: TensorInfo};

export const linearKernel = webglKernel<Inputs>(Linear, (backend, {x, weight, bias}) =>
  matMul(backend, x, weight, bias, {...manyByOne, transposeB: false}, [...x.shape.slice(0, -1), weight.shape[1]!])
);

export const linearGradientInputKernel = webglKernel<{dy: TensorInfo; weight: TensorInfo}>(
  LinearGradientInput,
  (backend, {dy, weight}) =>
    matMul(backend, dy, weight, undefined, {...manyByOne, transposeB: true}, [
      ...dy.shape.slice(0, -1),
      weight.shape[0]!
    ])
);
