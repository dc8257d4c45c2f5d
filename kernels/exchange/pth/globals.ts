import {ExchangeError} from "../error.ts";
import {dtypeSizes} from "../safetensors/dtype.ts";
import {limits} from "../safetensors/header.ts";
import {StoredTensor, storageDtypes, type Storage} from "./storage.ts";
import type {Archive} from "./archive.ts";

/** A name that a pickle may call, and what it means here; no code of the file is ever run. */
export class Global {
  readonly name: string;
  readonly call: ((args: readonly unknown[]) => unknown) | undefined;
  constructor(name: string, call?: (args: readonly unknown[]) => unknown) {
    this.name = name;
    this.call = call;
  }
}

/** The names that state dicts need; every other is refused. */
const allowed: ReadonlyMap<string, Global> = new Map(
  [
    new Global("collections.OrderedDict", emptyDict),
    new Global("torch._utils._rebuild_tensor_v2", rebuildTensor),
    new Global("torch._utils._rebuild_parameter", rebuildParameter),
    ...[...storageDtypes.keys()].map((name) => new Global(`torch.${name}`))
  ].map((global) => [global.name, global])
);

/** Throws an ExchangeError for a name that is not one of torch's tensors and dictionaries. */
export function globalNamed(name: string): Global {
  const found = allowed.get(name);
  if (found) return found;
  throw new ExchangeError(
    "global",
    `refused: ${name.slice(0, 80)}; only tensors and dictionaries are read, so save model.state_dict() alone`
  );
}

function emptyDict(args: readonly unknown[]): Map<unknown, unknown> {
  if (args.length) throw new ExchangeError("pickle", "invalid pickle: an OrderedDict with arguments");
  return new Map();
}

/** (storage, offset, size, stride, requires_grad, backward_hooks[, metadata]) */
function rebuildTensor([storage, offset, shape, strides]: readonly unknown[]): StoredTensor {
  if (!isStorage(storage)) throw new ExchangeError("storage", "invalid tensor: it has no storage");
  if (!isExtents(shape) || !isExtents(strides) || shape.length !== strides.length || shape.length > limits.rank)
    throw new ExchangeError(
      "shape",
      `invalid tensor: expected sizes and strides of at most ${limits.rank} axes (storage ${storage.key})`
    );
  if (!isExtent(offset)) throw new ExchangeError("offsets", `invalid tensor: no offset (storage ${storage.key})`);
  const count = shape.reduce((product, extent) => product * BigInt(extent), 1n);
  const last = shape.reduce((at, extent, i) => at + BigInt(extent - 1) * BigInt(strides[i]), BigInt(offset));
  // an expanded view would make much of little; weights are never that
  if (count > BigInt(storage.length) || (count > 0n && last >= BigInt(storage.length)))
    throw new ExchangeError(
      "view",
      `invalid tensor: ${shape.join("×")} at ${offset} is more than the ${storage.length} elements of storage ${storage.key}`
    );
  return new StoredTensor(storage, offset, shape, strides);
}

/** (tensor, requires_grad, backward_hooks) */
function rebuildParameter([tensor]: readonly unknown[]): StoredTensor {
  if (tensor instanceof StoredTensor) return tensor;
  throw new ExchangeError("pickle", "invalid pickle: a parameter that is no tensor");
}

/** ("storage", type, key, location, length): the type's elements must be exactly what the archive has under the key. */
export function storageOf(id: unknown, archive: Archive, folder: string): Storage {
  const [word, type, key, , length] = Array.isArray(id) ? (id as unknown[]) : [];
  const dtype = type instanceof Global ? storageDtypes.get(type.name.slice("torch.".length)) : undefined;
  if (word !== "storage" || !dtype || typeof key !== "string" || !isExtent(length))
    throw new ExchangeError("storage", "invalid storage: expected a type, a key and a length");
  const size = archive.sizeOf(`${folder}/data/${key}`);
  if (size === undefined) throw new ExchangeError("storage", `missing storage: ${key.slice(0, 40)}`);
  if (size !== length * dtypeSizes[dtype])
    throw new ExchangeError("storage", `invalid storage: ${length} elements of ${dtype} in ${size} bytes (${key})`);
  return {dtype, key, length};
}

function isStorage(value: unknown): value is Storage {
  return typeof value === "object" && value !== null && "dtype" in value && "length" in value && "key" in value;
}

function isExtent(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function isExtents(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every(isExtent);
}
