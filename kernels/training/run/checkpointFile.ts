import {readSafetensors} from "../../exchange/safetensors/read.ts";
import {writeSafetensors} from "../../exchange/safetensors/write.ts";
import type {Weight, Weights} from "../../graph/weights.ts";
import type {Checkpoint} from "./checkpoint.ts";
import {TrainingError} from "../error.ts";

/*
 * A checkpoint as one safetensors file: weights under `weights/`, what the optimiser remembers under `slots/<slot>/`, the
 * history's columns under `history/`, and the numbers in the metadata.
 */

const place = "checkpoint";

export function writeCheckpoint({weights, slots, seed, step, segments, seconds, history}: Checkpoint): Uint8Array {
  const tensors: Weights = new Map();
  for (const [key, weight] of weights) tensors.set(`weights/${key}`, weight);
  for (const [slot, values] of slots)
    for (const [key, {shape, data}] of values) tensors.set(`slots/${slot}/${key}`, {shape, dtype: "float32", data});
  tensors.set("history/loss", column(history.loss));
  tensors.set("history/accuracy", column(history.accuracy));
  const numbers = JSON.stringify({seed, step, segments, seconds, test: history.test});
  return writeSafetensors(tensors, {format: "subband-checkpoint", numbers});
}

/** Reads a checkpoint. Throws an ExchangeError or a TrainingError that says what is wrong with it. */
export function readCheckpoint(file: Uint8Array): Checkpoint {
  const {tensors, metadata} = readSafetensors(file);
  const {seed, step, segments, seconds, test} = numbersOf(metadata.get("numbers"));
  const weights: Weights = new Map();
  const slots = new Map<string, Map<string, {shape: number[]; data: Float32Array}>>();
  for (const [name, weight] of tensors) {
    const [kind, slot] = name.split("/", 2);
    if (kind === "weights") weights.set(name.slice("weights/".length), weight);
    if (kind !== "slots") continue;
    if (!slots.has(slot)) slots.set(slot, new Map());
    slots.get(slot)!.set(name.slice(`slots/${slot}/`.length), {shape: [...weight.shape], data: floats(weight, name)});
  }
  const [loss, accuracy] = ["history/loss", "history/accuracy"].map((name) => floats(tensors.get(name), name));
  if (loss.length !== step || accuracy.length !== step)
    throw new TrainingError(`damaged checkpoint: ${loss.length} losses for ${step} steps`, place);
  return {weights, slots, seed, step, segments, seconds, history: {from: 0, loss, accuracy, test}};
}

interface Numbers {
  seed: number;
  step: number;
  segments: number[];
  seconds: number;
  test: [number, number, number][];
}

function numbersOf(text: string | undefined): Numbers {
  if (text === undefined) throw new TrainingError("not a checkpoint: its metadata has no numbers", place);
  const numbers = JSON.parse(text) as Numbers;
  const {seed, step, segments, seconds, test} = numbers;
  const counts = [seed, step, ...(Array.isArray(segments) && segments.length ? segments : [NaN])];
  if (!counts.every((value) => Number.isSafeInteger(value) && value >= 0) || !(seconds >= 0) || !Array.isArray(test))
    throw new TrainingError(`damaged checkpoint: ${text.slice(0, 80)}`, place);
  return numbers;
}

function floats(weight: Weight | undefined, name: string): Float32Array<ArrayBuffer> {
  if (!(weight?.data instanceof Float32Array))
    throw new TrainingError(`damaged checkpoint: no numbers in ${name}`, place);
  return new Float32Array(weight.data);
}

/** safetensors has no empty axis that every reader takes, but ours does. */
function column(data: Float32Array): Weight {
  return {shape: [data.length], dtype: "float32", data};
}
