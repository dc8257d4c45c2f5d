import {registerWebgl} from "../../../../kernels/tensors/webgl/register.ts";
import {deviations} from "../parity/compare.ts";

Object.assign(globalThis, {registerWebgl, deviations});
