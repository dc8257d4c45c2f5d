import {registerWebgpu} from "../../../../kernels/tensors/webgpu/register.ts";
import {deviations} from "../parity/compare.ts";

Object.assign(globalThis, {registerWebgpu, deviations});
