import {registerWebgpu} from "../../../../kernels/tensors/webgpu/register.ts";
import {deviations} from "../parity/compare.ts";
import {repeated} from "../parity/repeated.ts";
import {held} from "../parity/stepping.ts";
import {dispatchFacts, stockByAdapter} from "./dispatchFacts.ts";

let pipelines = 0;
const create = GPUDevice.prototype.createComputePipeline;
GPUDevice.prototype.createComputePipeline = function (descriptor) {
  ++pipelines;
  return create.call(this, descriptor);
};

Object.assign(globalThis, {
  registerWebgpu,
  deviations,
  repeated,
  stockByAdapter,
  dispatchFacts: () => dispatchFacts(() => pipelines),
  held: (steps: number) => held(steps, () => pipelines)
});
