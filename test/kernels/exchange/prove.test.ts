import {expect, test} from "vitest";
import {provenSafetensors} from "../../../kernels/exchange/safetensors/prove.ts";
import {readSafetensors} from "../../../kernels/exchange/safetensors/read.ts";
import type {Weights} from "../../../kernels/graph/weights.ts";

test("what is proved gives the weights back, with NaN, minus zero and 64-bit counters", () => {
  const weights: Weights = new Map([
    ["a.weight", {shape: [2, 2], dtype: "float32", data: Float32Array.of(1, -0, NaN, Infinity)}],
    ["a.num_batches_tracked", {shape: [], dtype: "int64", data: BigInt64Array.of(7n)}]
  ]);
  const {tensors, metadata} = readSafetensors(provenSafetensors(weights, {step: "12"}));
  expect(tensors.get("a.weight")?.data).toEqual(Float32Array.of(1, -0, NaN, Infinity));
  expect(Number(tensors.get("a.num_batches_tracked")?.data[0])).toBe(7);
  expect(metadata.get("step")).toBe("12");
});

test("a tensor that is not what its shape says is not written", () => {
  const weights: Weights = new Map([["a", {shape: [3], dtype: "float32", data: new Float32Array(2)}]]);
  expect(() => provenSafetensors(weights, {})).toThrow(/a/);
});
