import type {Weights} from "../../graph/weights.ts";
import {readSafetensors} from "./read.ts";
import {writeSafetensors} from "./write.ts";

/** The weights as safetensors, proved by reading them again. Throws an Error that names the first tensor that differs. */
export function provenSafetensors(
  weights: Weights,
  metadata: Readonly<Record<string, string>>
): Uint8Array<ArrayBuffer> {
  const bytes = writeSafetensors(weights, metadata) as Uint8Array<ArrayBuffer>;
  const {tensors} = readSafetensors(bytes);
  for (const [key, {data, shape}] of weights) {
    const back = tensors.get(key);
    // NaN equals itself here: what was trained is what is saved, also where it went wrong
    const same =
      back &&
      back.shape.join() === shape.join() &&
      data.every((value, i) => Object.is(Number(value), Number(back.data[i])));
    if (!same) throw new Error(`the file does not give back what was trained (${key}); nothing was saved`);
  }
  return bytes;
}
