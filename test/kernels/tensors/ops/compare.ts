import {setBackend} from "@tensorflow/tfjs-core";
import type {OpName} from "../../../../kernels/ops/table.ts";
import type {BackendName} from "../../../../kernels/tensors/backend.ts";
import {opCases} from "./cases.ts";
import {runCase} from "./run.ts";

/** Of the largest value. */
const tolerance = 1e-5;
/** Rounding and curvature along the direction stay well below, a wrong gradient is of the order of 1. */
const slopeTolerance = 0.02;

/**
 * What is wrong with an op on a started backend, as sentences: its gradients against central differences, and value,
 * gradients and running statistics against cpu's. cpu itself is only held against the differences.
 */
export async function faultsOf(op: OpName, backend: BackendName): Promise<string[]> {
  const faults: string[] = [];
  for (const one of opCases[op]) {
    await setBackend("cpu");
    const expected = await runCase(op, one);
    await setBackend(backend);
    const got = backend === "cpu" ? expected : await runCase(op, one);
    for (const [key, error] of got.slopeErrors)
      if (!(error < slopeTolerance)) faults.push(`${one.name}: gradient of ${key} off differences by ${error}`);
    for (const [key, values] of expected.arrays) {
      const error = deviation(got.arrays.get(key), values);
      if (!(error <= tolerance)) faults.push(`${one.name}: ${key} off cpu by ${error}`);
    }
  }
  return faults;
}

/** The largest difference over the largest value. */
function deviation(got: Float32Array | undefined, expected: Float32Array): number {
  if (got?.length !== expected.length) return NaN;
  let [difference, largest] = [0, 0];
  for (let i = 0; i < got.length; ++i) {
    if (!Number.isFinite(got[i])) return NaN;
    difference = Math.max(difference, Math.abs(got[i] - expected[i]));
    largest = Math.max(largest, Math.abs(expected[i]));
  }
  return difference / (largest || 1);
}
