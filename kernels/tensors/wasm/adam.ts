import {Adam, type AdamAttributes} from "../kernels/adam.ts";
import {wasmKernel, type Cell} from "./kernel.ts";

type Inputs = {value: Cell; m: Cell; v: Cell; gradient: Cell};

export const adamKernel = wasmKernel<Inputs, AdamAttributes>(
  Adam,
  (simd, {value, m, v, gradient}, heap, {rate, beta1, beta2, epsilon, decay, correction1, correction2}) => {
    const [newValue, newM, newV] = [heap.output(value.shape), heap.output(value.shape), heap.output(value.shape)];
    simd.adam(
      value.pointer,
      m.pointer,
      v.pointer,
      gradient.pointer,
      newValue.pointer,
      newM.pointer,
      newV.pointer,
      value.size,
      beta1,
      beta2,
      1 - beta1,
      1 - beta2,
      epsilon,
      1 - rate * decay,
      rate / correction1,
      1 / correction2
    );
    return [newValue, newM, newV];
  }
);
