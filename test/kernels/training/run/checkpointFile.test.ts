import {expect, test} from "vitest";
import {writeSafetensors} from "../../../../kernels/exchange/safetensors/write.ts";
import type {Weight} from "../../../../kernels/graph/weights.ts";
import {readCheckpoint, writeCheckpoint} from "../../../../kernels/training/run/checkpointFile.ts";
import type {Checkpoint} from "../../../../kernels/training/run/checkpoint.ts";
import {openInNode} from "../inNode.ts";
import {tinyDataset} from "../fakes.ts";
import {lite} from "../nets.ts";

const floats = (...values: number[]): Weight => ({
  shape: [values.length],
  dtype: "float32",
  data: Float32Array.from(values)
});
const checkpoint: Checkpoint = {
  weights: new Map([
    ["a.weight", floats(1, -0, 3.5)],
    ["a.num_batches_tracked", {shape: [], dtype: "int64", data: BigInt64Array.of(7n)}]
  ]),
  slots: new Map([["m", new Map([["a.weight", {shape: [3], data: Float32Array.of(0.1, 0.2, 0.3)}]])]]),
  seed: 4_294_967_295,
  step: 2,
  segments: [3, 1],
  seconds: 1.5,
  history: {from: 0, loss: Float32Array.of(2, 1), accuracy: Float32Array.of(0.25, 0.5), test: [[2, 1.25, 0.75]]}
};

test("a checkpoint reads back as it was written", () => {
  expect(readCheckpoint(writeCheckpoint(checkpoint))).toEqual(checkpoint);
});

test("a checkpoint of before the first step reads back", () => {
  const history = {from: 0, loss: new Float32Array(0), accuracy: new Float32Array(0), test: []};
  const empty = {...checkpoint, step: 0, slots: new Map(), history};
  expect(readCheckpoint(writeCheckpoint(empty))).toEqual(empty);
});

const tensors = new Map([
  ["history/loss", floats(2, 1)],
  ["history/accuracy", floats(0.5, 0.5)]
]);
const numbers = (more: object) =>
  writeSafetensors(tensors, {
    numbers: JSON.stringify({seed: 1, step: 2, segments: [1], seconds: 1, test: [], ...more})
  });
const file = writeCheckpoint(checkpoint);

const damaged: [string, Uint8Array, string][] = [
  ["is empty", new Uint8Array(0), "truncated file: 0 bytes"],
  ["is cut short", file.slice(0, -1), "truncated file"],
  ["is cut in its header", file.slice(0, 40), "truncated file: 40 bytes"],
  ["has bytes behind its end", new Uint8Array([...file, 0]), "trailing bytes: 1"],
  ["is text", new TextEncoder().encode("weights please"), "invalid header"],
  ["is a file of weights", writeSafetensors(tensors), "not a checkpoint: its metadata has no numbers"],
  ["has no history", writeSafetensors(new Map(), {numbers: "{}"}), "damaged checkpoint"],
  ["has fewer losses than steps", numbers({step: 3}), "damaged checkpoint: 2 losses for 3 steps"],
  ["has a negative step", numbers({step: -1}), "damaged checkpoint"],
  ["has a seed that is text", numbers({seed: "1"}), "damaged checkpoint"],
  ["has no segments", numbers({segments: []}), "damaged checkpoint"],
  ["has seconds that are no number", numbers({seconds: null, test: null}), "damaged checkpoint"]
];

test.each(damaged)("a checkpoint that %s is refused", (_, bytes, message) => {
  expect(() => readCheckpoint(bytes)).toThrow(message);
});

test("a checkpoint of another network is refused with the key that is missing", async () => {
  const dataset = await tinyDataset();
  const options = {epochs: 1, batch: 4, seed: 1};
  await expect(openInNode("cpu", lite(), dataset, options, {from: file})).rejects.toThrow(
    "missing weight: stem.0.weight"
  );
});
