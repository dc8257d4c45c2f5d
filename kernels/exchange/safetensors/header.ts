import {ExchangeError} from "../error.ts";
import {dtypeSizes, isDtype, type Dtype} from "./dtype.ts";
import {refuseDuplicateKeys} from "./keys.ts";

/** Our limits; the format itself allows a header of 100 MB. */
export const limits = {headerBytes: 10_000_000, tensors: 50_000, rank: 8, nameLength: 512} as const;

/** One tensor of a file: where its bytes stand in the buffer after the header. */
export interface Entry {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

export interface Header {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly metadata: ReadonlyMap<string, string>;
  /** Where the buffer begins in the file. */
  readonly start: number;
}

/**
 * Reads and checks the header of a safetensors file: a length in 8 little-endian bytes, that many bytes of JSON, one buffer
 * that the tensors cover fully, without holes or overlaps. Throws an ExchangeError; allocates nothing that the file's length
 * does not bound.
 */
export function readHeader(file: Uint8Array): Header {
  if (file.byteLength < 8)
    throw new ExchangeError("truncated", `truncated file: ${file.byteLength} bytes; expected at least 8`);
  const length = new DataView(file.buffer, file.byteOffset, 8).getBigUint64(0, true);
  if (length > BigInt(limits.headerBytes))
    throw new ExchangeError("header-size", `invalid header: ${length} bytes; at most ${limits.headerBytes} are read`);
  const start = 8 + Number(length);
  if (start > file.byteLength)
    throw new ExchangeError("truncated", `truncated file: ${file.byteLength} bytes; the header alone ends at ${start}`);
  const {__metadata__: metadata, ...rest} = parse(file.subarray(8, start));
  const names = Object.keys(rest);
  if (names.length > limits.tensors)
    throw new ExchangeError(
      "too-many-tensors",
      `too many tensors: ${names.length}; at most ${limits.tensors} are read`
    );
  const entries = new Map(names.map((name) => [checkName(name), checkEntry(name, rest[name])]));
  checkCover(entries, file.byteLength - start);
  return {entries, metadata: checkMetadata(metadata), start};
}

function parse(bytes: Uint8Array): Record<string, unknown> {
  let text: string;
  try {
    text = new TextDecoder("utf-8", {fatal: true, ignoreBOM: true}).decode(bytes);
  } catch {
    throw new ExchangeError("header-encoding", "invalid header: not UTF-8");
  }
  if (!text.startsWith("{"))
    throw new ExchangeError(
      "header-syntax",
      `invalid header: begins with ${JSON.stringify(text.slice(0, 1))}; expected {`
    );
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ExchangeError("header-syntax", "invalid header: not JSON");
  }
  refuseDuplicateKeys(text);
  return value as Record<string, unknown>;
}

function checkName(name: string): string {
  if (!name || name.length > limits.nameLength || /[\u0000-\u001f\u007f]/.test(name))
    throw new ExchangeError(
      "name",
      `invalid name: ${JSON.stringify(name.slice(0, 40))}; expected 1 to ${limits.nameLength} characters, none of control`
    );
  return name;
}

function checkEntry(name: string, value: unknown): Entry {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new ExchangeError("entry", `invalid entry: expected dtype, shape and data_offsets (${name})`);
  const {dtype, shape, data_offsets: offsets, ...unknown} = value as Record<string, unknown>;
  const [extra] = Object.keys(unknown);
  if (extra !== undefined) throw new ExchangeError("entry", `unknown field: ${extra} (${name})`);
  if (!isDtype(dtype))
    throw new ExchangeError(
      "dtype",
      `unknown dtype: ${String(dtype)}; expected ${Object.keys(dtypeSizes).join(", ")} (${name})`
    );
  if (!Array.isArray(shape) || shape.length > limits.rank || !shape.every(isExtent))
    throw new ExchangeError(
      "shape",
      `invalid shape: ${JSON.stringify(shape)}; expected at most ${limits.rank} integers of at least 0 (${name})`
    );
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isExtent) || offsets[0] > offsets[1])
    throw new ExchangeError("offsets", `invalid data_offsets: ${JSON.stringify(offsets)} (${name})`);
  const [begin, end] = offsets as number[];
  const bytes = (shape as number[]).reduce((product, extent) => product * BigInt(extent), BigInt(dtypeSizes[dtype]));
  if (bytes !== BigInt(end - begin))
    throw new ExchangeError(
      "shape",
      `invalid shape: ${(shape as number[]).join("×") || "scalar"} of ${dtype} takes ${bytes} bytes, data_offsets span ${end - begin} (${name})`
    );
  return {dtype, shape: shape as number[], begin, end};
}

function isExtent(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0);
}

function checkMetadata(value: unknown): ReadonlyMap<string, string> {
  if (value === undefined) return new Map();
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new ExchangeError("metadata", "invalid __metadata__: expected an object");
  const pairs = Object.entries(value);
  for (const [key, text] of pairs)
    if (typeof text !== "string")
      throw new ExchangeError("metadata", `invalid __metadata__: ${key} is no text; only texts are allowed`);
  return new Map(pairs as [string, string][]);
}

/** Every byte of the buffer belongs to exactly one tensor. */
function checkCover(entries: ReadonlyMap<string, Entry>, length: number): void {
  const sorted = [...entries].sort(([, a], [, b]) => a.begin - b.begin || a.end - b.end);
  let covered = 0;
  for (const [name, {begin, end}] of sorted) {
    if (end > length)
      throw new ExchangeError("truncated", `truncated file: ${length} bytes of data, ${name} ends at ${end}`);
    if (begin < covered)
      throw new ExchangeError("overlap", `overlapping tensors: ${name} begins at ${begin}, ${covered} bytes are taken`);
    if (begin > covered)
      throw new ExchangeError("hole", `hole in the data: bytes ${covered} to ${begin}, before ${name}`);
    covered = end;
  }
  if (covered < length)
    throw new ExchangeError("trailing", `trailing bytes: ${length - covered} after the last tensor`);
}
