import {crc32} from "../../../kernels/exchange/pth/crc32.ts";

/** One entry of a made archive; what is not said is as `torch.save` writes it. */
export interface Made {
  readonly name: string;
  readonly data: Uint8Array;
  readonly method?: number;
  readonly flags?: number;
  readonly crc?: number;
  /** The sizes that the directory tells. */
  readonly size?: number;
  readonly packed?: number;
  /** Where the directory says that it begins. */
  readonly at?: number;
  /** The name that its own header tells. */
  readonly localName?: string;
}

const text = new TextEncoder();

/** A zip archive of these entries, right or wrong. */
export function archiveOf(entries: readonly Made[], {count = entries.length, size = -1, begin = -1} = {}): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: number[] = [];
  let at = 0;
  for (const {name, data, method = 0, flags = 0, crc = crc32(data), localName = name, ...told} of entries) {
    const [packed, plain] = [told.packed ?? data.length, told.size ?? data.length];
    const sums = [...word(crc), ...word(packed), ...word(plain)];
    const local = [0x50, 0x4b, 3, 4, 20, 0, ...short(flags), ...short(method), 0, 0, 0, 0, ...sums];
    local.push(...short(text.encode(localName).length), 0, 0, ...text.encode(localName));
    parts.push(Uint8Array.from(local), data);
    directory.push(...[0x50, 0x4b, 1, 2, 20, 0, 20, 0], ...short(flags), ...short(method), 0, 0, 0, 0, ...sums);
    directory.push(...short(text.encode(name).length), ...Array<number>(12).fill(0), ...word(told.at ?? at));
    directory.push(...text.encode(name));
    at += local.length + data.length;
  }
  const end = [0x50, 0x4b, 5, 6, 0, 0, 0, 0, ...short(count), ...short(count)];
  const place = [...word(size < 0 ? directory.length : size), ...word(begin < 0 ? at : begin), 0, 0];
  const file = new Uint8Array(at + directory.length + 22);
  let position = 0;
  for (const part of [...parts, Uint8Array.from([...directory, ...end, ...place])]) {
    file.set(part, position);
    position += part.length;
  }
  return file;
}

/** A checkpoint of a pickle and the storages that it names. */
export function checkpointOf(
  pickle: readonly (number | string)[],
  storages: Record<string, Uint8Array> = {}
): Uint8Array {
  return archiveOf([
    {name: "a/data.pkl", data: bytesOf(pickle)},
    ...Object.entries(storages).map(([key, data]) => ({name: `a/data/${key}`, data}))
  ]);
}

/** Opcodes as characters and arguments as numbers. */
export function bytesOf(pickle: readonly (number | string)[]): Uint8Array {
  return Uint8Array.from(pickle.flatMap((part) => (typeof part === "string" ? [...text.encode(part)] : [part])));
}

/** X, a length in four bytes, a text. */
export const unicode = (words: string) => ["X", ...word(text.encode(words).length), words];
export const integer = (value: number) => ["J", ...word(value)];

/** Opcodes that put a tensor on the stack. */
export function tensorOf({
  type = "FloatStorage",
  key = "0",
  length = 4,
  offset = 0,
  shape = [4],
  strides = [1]
}: {
  type?: string;
  key?: string;
  length?: number;
  offset?: number;
  shape?: readonly number[];
  strides?: readonly number[];
} = {}) {
  const id = [
    "(",
    ...unicode("storage"),
    `ctorch\n${type}\n`,
    ...unicode(key),
    ...unicode("cpu"),
    ...integer(length),
    "tQ"
  ];
  const list = (values: readonly number[]) => ["(", ...values.flatMap(integer), "t"];
  return [
    "ctorch._utils\n_rebuild_tensor_v2\n(",
    ...[...id, ...integer(offset), ...list(shape), ...list(strides)],
    0x89,
    "ccollections\nOrderedDict\n)RtR"
  ];
}

/** A state dict with one tensor, `a`. */
export const dictOf = (tensor: readonly (number | string)[]) => [0x80, 2, "}(", ...unicode("a"), ...tensor, "u."];

export function word(value: number): number[] {
  return [value & 255, (value >>> 8) & 255, (value >>> 16) & 255, (value >>> 24) & 255];
}

export function short(value: number): number[] {
  return [value & 255, (value >>> 8) & 255];
}
