import {size} from "../../graph/shape.ts";
import type {Weight, Weights} from "../../graph/weights.ts";
import {ExchangeError} from "../error.ts";
import {dtypeSizes, toFloat32, toInt64} from "../safetensors/dtype.ts";
import {limits} from "../safetensors/header.ts";
import {openArchive, type Archive} from "./archive.ts";
import {storageOf} from "./globals.ts";
import {readPickle} from "./pickle.ts";
import {chooseStateDict, stateDictsOf} from "./stateDict.ts";
import {StoredTensor} from "./storage.ts";

export interface PthFile {
  readonly tensors: Weights;
  /** Where in the file they stood: "" for the file itself, else `state_dict`, `model`, … */
  readonly part: string;
  /** Every part of the file that holds tensors by name. */
  readonly parts: readonly string[];
}

/**
 * Reads the weights of a PyTorch checkpoint, a file of `torch.save` since torch 1.6. A pickle is a program; this one is
 * interpreted, never run, and only tensors, dictionaries, texts and numbers are let in: whole modules and everything else that
 * names code are refused. Floats become float32, integers and booleans int64, strided tensors row-major. Where a checkpoint
 * holds several state dicts, `part` says which: `{part: "model_ema"}`. Throws an ExchangeError that names what is wrong.
 * Prefer safetensors where there is a choice.
 */
export function readPth(file: Uint8Array | ArrayBuffer, {part}: {part?: string} = {}): PthFile {
  const bytes = file instanceof Uint8Array ? file : new Uint8Array(file);
  const archive = openArchive(bytes);
  const folder = folderOf(archive);
  if (archive.names.has(`${folder}/byteorder`) && asText(archive.read(`${folder}/byteorder`)) !== "little")
    throw new ExchangeError("dtype", "big-endian tensors are not read; save the file again on a usual machine");
  const root = readPickle(archive.read(`${folder}/data.pkl`), (id) => storageOf(id, archive, folder));
  const dicts = stateDictsOf(root);
  const chosen = chooseStateDict(dicts, part);
  const tensors = new Reading(archive, folder, bytes.length).tensorsOf(dicts.get(chosen)!);
  return {tensors, part: chosen, parts: [...dicts.keys()]};
}

/** The one folder of the archive, in which `data.pkl` stands. */
function folderOf({names}: Archive): string {
  const pickles = [...names].filter((name) => /^[^/]*\/data\.pkl$/.test(name));
  if (pickles.length !== 1)
    throw new ExchangeError("format", `no PyTorch file: ${pickles.length} entries named data.pkl; expected one`);
  return pickles[0].slice(0, -"/data.pkl".length);
}

/** Turns views into tensors of their own; all together they must not be more than the file could hold. */
class Reading {
  readonly #archive: Archive;
  readonly #folder: string;
  #left: number;
  readonly #read = new Map<string, Uint8Array>();
  readonly #made = new Map<StoredTensor, Weight>();

  constructor(archive: Archive, folder: string, budget: number) {
    this.#archive = archive;
    this.#folder = folder;
    this.#left = budget;
  }

  tensorsOf(dict: ReadonlyMap<unknown, unknown>): Weights {
    if (dict.size > limits.tensors)
      throw new ExchangeError("too-many-tensors", `too many tensors: ${dict.size}; at most ${limits.tensors} are read`);
    const tensors: Weights = new Map();
    for (const [key, value] of dict) {
      if (!(value instanceof StoredTensor)) continue; // a step counter, a version
      if (typeof key !== "string" || !key || key.length > limits.nameLength || /[\u0000-\u001f\u007f]/.test(key))
        throw new ExchangeError(
          "name",
          `invalid name: ${typeof key === "string" ? JSON.stringify(key.slice(0, 40)) : typeof key}`
        );
      tensors.set(key, this.#weightOf(value, key));
    }
    return tensors;
  }

  #weightOf(tensor: StoredTensor, key: string): Weight {
    const known = this.#made.get(tensor);
    if (known) return known;
    const {storage, shape} = tensor;
    const count = size(shape);
    this.#left -= count;
    if (this.#left < 0)
      throw new ExchangeError("budget", `invalid file: its tensors are more than the file holds (${key})`);
    const bytes = gather(this.#bytesOf(storage.key), dtypeSizes[storage.dtype], tensor);
    const {dtype} = storage;
    const weight: Weight =
      dtype === "F32" || dtype === "F16" || dtype === "BF16" || dtype === "F64"
        ? {shape, dtype: "float32", data: toFloat32(dtype, bytes)}
        : {shape, dtype: "int64", data: toInt64(dtype, bytes)};
    this.#made.set(tensor, weight);
    return weight;
  }

  /** The bytes of a storage, checked once. */
  #bytesOf(key: string): Uint8Array {
    let bytes = this.#read.get(key);
    if (!bytes) this.#read.set(key, (bytes = this.#archive.read(`${this.#folder}/data/${key}`)));
    return bytes;
  }
}

/** The bytes of a view's elements, row by row: a part of the storage where it lies there so, else a copy. */
function gather(from: Uint8Array, width: number, {offset, shape, strides}: StoredTensor): Uint8Array {
  const count = size(shape);
  let dense = 1;
  const isDense = shape.every((_, i) => {
    const axis = shape.length - 1 - i;
    const fits = shape[axis] === 1 || strides[axis] === dense;
    dense *= shape[axis];
    return fits;
  });
  if (isDense || count === 0) return from.subarray(width * offset, width * (offset + count));
  const to = new Uint8Array(width * count);
  const at = shape.map(() => 0);
  let position = offset;
  for (let i = 0; i < count; ++i) {
    for (let byte = 0; byte < width; ++byte) to[width * i + byte] = from[width * position + byte];
    for (let axis = shape.length - 1; axis >= 0; --axis) {
      position += strides[axis];
      if (++at[axis] < shape[axis]) break;
      position -= strides[axis] * shape[axis];
      at[axis] = 0;
    }
  }
  return to;
}

function asText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, 16)).trim();
}
