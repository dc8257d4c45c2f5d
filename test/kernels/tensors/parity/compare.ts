import "@tensorflow/tfjs-core/dist/register_all_gradients";
import {env, grads, setBackend, tensor, type Tensor} from "@tensorflow/tfjs-core";
import {registerCpu} from "../../../../kernels/tensors/cpu/register.ts";
import {registerGradients} from "../../../../kernels/tensors/kernels/gradients.ts";
import type {Case} from "./case.ts";
import {cases} from "./cases.ts";
import {normals} from "./normals.ts";

registerCpu();
registerGradients();

/** What a result of a case is off by, in units of its largest value. */
export interface Deviation {
  readonly name: string;
  readonly error: number;
}

/** Values of a case on the current backend, then its gradients. */
export async function results({name, inputs, run, gradients, offset = 0}: Case): Promise<Float32Array[]> {
  const random = normals(name);
  const tensors = inputs.map((shape) =>
    tensor(
      Array.from({length: shape.reduce((a, b) => a * b, 1)}, () => offset + random()),
      [...shape],
      "float32"
    )
  );
  const values = [run(...tensors)].flat();
  const seed = tensor(
    Array.from({length: values[0]!.size}, () => random()),
    values[0]!.shape,
    "float32"
  );
  const slopes = gradients ? grads((...all: Tensor[]) => [run(...all)].flat()[0]!)(tensors, seed) : [];
  const all = [...values, ...slopes];
  const arrays = await Promise.all(all.map((t) => t.data<"float32">()));
  for (const t of [...tensors, ...all, seed]) t.dispose();
  return arrays;
}

function errorOf(got: Float32Array, expected: Float32Array): number {
  if (got.length !== expected.length) return Infinity;
  let error = 0;
  let scale = 0;
  for (let i = 0; i < got.length; ++i) {
    error = Math.max(error, Number.isNaN(got[i]) ? Infinity : Math.abs(got[i]! - expected[i]!));
    scale = Math.max(scale, Math.abs(expected[i]!));
  }
  return error / (scale || 1);
}

/** The results of all cases whose name matches `pattern` that are further from cpu's than they may be. */
export async function deviations(backend: string, pattern = ""): Promise<{checked: number; wrong: Deviation[]}> {
  if (backend !== "wasm") env().set(backend === "webgpu" ? "WEBGPU_CPU_FORWARD" : "WEBGL_CPU_FORWARD", false);
  const chosen = cases.filter(({name}) => new RegExp(pattern).test(name));
  await setBackend("cpu");
  const expected: Float32Array[][] = [];
  for (const one of chosen) expected.push(await results(one));
  if (!(await setBackend(backend))) throw new Error(`no ${backend}`);
  const wrong: Deviation[] = [];
  for (const [i, one] of chosen.entries()) {
    try {
      const got = await results(one);
      expected[i]!.forEach((values, k) => {
        const error = errorOf(got[k]!, values);
        if (!(error <= (one.tolerance ?? 1e-5))) wrong.push({name: `${one.name} [${k}]`, error});
      });
    } catch (error) {
      wrong.push({name: `${one.name}: ${String(error)}`, error: Infinity});
    }
  }
  return {checked: chosen.length, wrong};
}
