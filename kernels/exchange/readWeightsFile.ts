import type {Weights} from "../graph/weights.ts";
import {ExchangeError} from "./error.ts";
import {readPth} from "./pth/read.ts";
import {readSafetensors} from "./safetensors/read.ts";

/** The tensors of a file of weights. */
export interface WeightsFile {
  readonly format: "safetensors" | "pth";
  readonly tensors: Weights;
  /** What a safetensors file says of itself. */
  readonly metadata: ReadonlyMap<string, string>;
  /** The state dict of a checkpoint that was read, and all that there are. */
  readonly part: string;
  readonly parts: readonly string[];
}

/**
 * Reads a file of weights: safetensors, or a PyTorch checkpoint (`.pth`, `.pt`), told apart by their first bytes. `part` names
 * the state dict of a checkpoint that holds several. Throws an ExchangeError that names what is wrong.
 */
export function readWeightsFile(file: Uint8Array | ArrayBuffer, {part}: {part?: string} = {}): WeightsFile {
  const bytes = file instanceof Uint8Array ? file : new Uint8Array(file);
  if (begins(bytes, [0x50, 0x4b, 3, 4])) return {format: "pth", metadata: new Map(), ...readPth(bytes, {part})};
  if (begins(bytes, [0x80]) && bytes[8] !== 0x7b)
    throw new ExchangeError("format", "a PyTorch file from before torch 1.6; load it there and save it again");
  if (part !== undefined)
    throw new ExchangeError("state-dict", `unknown part: ${part}; a safetensors file has no parts`);
  return {format: "safetensors", ...readSafetensors(bytes), part: "", parts: [""]};
}

function begins(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, i) => bytes[i] === byte);
}
