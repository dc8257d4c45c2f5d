import {backend} from "@tensorflow/tfjs-core";
import {registerWebgl} from "../../../../kernels/tensors/webgl/register.ts";
import {deviations} from "../parity/compare.ts";
import {repeated} from "../parity/repeated.ts";
import {held} from "../parity/stepping.ts";

/** How many programs the backend has compiled. */
function programs(): number {
  return Object.keys((backend() as unknown as {binaryCache: object}).binaryCache).length;
}

Object.assign(globalThis, {registerWebgl, deviations, repeated, held: (steps: number) => held(steps, programs)});
