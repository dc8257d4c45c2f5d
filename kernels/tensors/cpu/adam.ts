import {Adam, type AdamAttributes} from "../kernels/adam.ts";
import {cpuKernel, type Array32} from "./kernel.ts";

type Inputs = {value: Array32; m: Array32; v: Array32; gradient: Array32};

export const adamKernel = cpuKernel<Inputs, AdamAttributes>(
  Adam,
  ({value, m, v, gradient}, {rate, beta1, beta2, epsilon, decay, correction1, correction2}) => {
    const n = value.values.length;
    const [newValue, newM, newV] = [new Float32Array(n), new Float32Array(n), new Float32Array(n)];
    for (let i = 0; i < n; ++i) {
      const g = gradient.values[i];
      newM[i] = beta1 * m.values[i] + (1 - beta1) * g;
      newV[i] = beta2 * v.values[i] + (1 - beta2) * g * g;
      const step = newM[i] / correction1 / (Math.sqrt(newV[i] / correction2) + epsilon);
      newValue[i] = value.values[i] * (1 - rate * decay) - rate * step;
    }
    const {shape} = value;
    return [
      {shape, values: newValue},
      {shape, values: newM},
      {shape, values: newV}
    ];
  }
);
