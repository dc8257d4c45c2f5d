import {ExchangeError} from "../error.ts";
import {crc32} from "./crc32.ts";

/** Our limit; a state dict has one entry a tensor. */
export const mostEntries = 60_000;

interface Entry {
  readonly begin: number;
  readonly end: number;
  readonly crc: number;
}

/** A zip archive whose entries are stored as they are, as `torch.save` writes them. */
export interface Archive {
  readonly names: ReadonlySet<string>;
  /** The bytes of an entry, checked against their checksum; a view of the file. Throws if there is none. */
  read(name: string): Uint8Array;
  /** How many bytes an entry has; undefined if there is none. */
  sizeOf(name: string): number | undefined;
}

/**
 * Reads the directory of a zip archive and checks that its entries are stored without compression, lie within the file and
 * do not overlap. Nothing is copied, so nothing can grow. Throws an ExchangeError.
 */
export function openArchive(file: Uint8Array): Archive {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const {count, begin, end} = findDirectory(view);
  const entries = new Map<string, Entry>();
  const spans: {name: string; from: number; to: number}[] = [];
  let at = begin;
  for (let i = 0; i < count; ++i) {
    const {name, entry, from, next} = readEntry(file, view, at, {begin, end});
    if (entries.has(name)) throw new ExchangeError("duplicate-key", `duplicate entry: ${name}`);
    entries.set(name, entry);
    spans.push({name, from, to: entry.end});
    at = next;
  }
  if (at !== end) throw new ExchangeError("archive", `invalid archive: ${end - at} bytes left over in its directory`);
  spans.sort((a, b) => a.from - b.from || a.to - b.to);
  spans.forEach(({name, from}, i) => {
    const before = spans[i - 1];
    if (before && from < before.to)
      throw new ExchangeError("overlap", `overlapping entries: ${before.name} and ${name}`);
  });
  return {
    names: new Set(entries.keys()),
    sizeOf: (name) => {
      const entry = entries.get(name);
      return entry && entry.end - entry.begin;
    },
    read(name) {
      const entry = entries.get(name);
      if (!entry) throw new ExchangeError("missing", `missing entry: ${name}`);
      const bytes = file.subarray(entry.begin, entry.end);
      if (crc32(bytes) !== entry.crc) throw new ExchangeError("checksum", `wrong checksum: ${name} is damaged`);
      return bytes;
    }
  };
}

/** Where the central directory is: told at the end of the file, in 64 bits where 32 do not do. */
function findDirectory(view: DataView): {count: number; begin: number; end: number} {
  const length = view.byteLength;
  let at = length - 22;
  while (at >= 0 && at >= length - 22 - 0xffff && !isEnd(view, at)) --at;
  if (at < 0 || !isEnd(view, at)) throw new ExchangeError("truncated", "truncated file: the archive's end is missing");
  let count = view.getUint16(at + 10, true);
  let size = view.getUint32(at + 12, true);
  let begin = view.getUint32(at + 16, true);
  if (view.getUint16(at + 4, true) || view.getUint16(at + 6, true))
    throw new ExchangeError("archive", "invalid archive: it has several parts");
  if (count === 0xffff || size === 0xffffffff || begin === 0xffffffff) {
    const wide = at >= 20 && view.getUint32(at - 20, true) === 0x07064b50 ? long(view, at - 12) : -1;
    if (wide < 0 || wide + 56 > at - 20 || view.getUint32(wide, true) !== 0x06064b50)
      throw new ExchangeError("archive", "invalid archive: its 64-bit end is missing");
    [count, size, begin] = [long(view, wide + 32), long(view, wide + 40), long(view, wide + 48)];
  }
  if (count > mostEntries)
    throw new ExchangeError("too-many-tensors", `too many entries: ${count}; at most ${mostEntries} are read`);
  if (begin + size > at || 46 * count > size)
    throw new ExchangeError("truncated", `truncated file: a directory of ${size} bytes at ${begin} does not fit`);
  return {count, begin, end: begin + size};
}

/** An end record whose comment reaches exactly to the end of the file. */
function isEnd(view: DataView, at: number): boolean {
  return view.getUint32(at, true) === 0x06054b50 && at + 22 + view.getUint16(at + 20, true) === view.byteLength;
}

function readEntry(file: Uint8Array, view: DataView, at: number, directory: {begin: number; end: number}) {
  if (at + 46 > directory.end || view.getUint32(at, true) !== 0x02014b50)
    throw new ExchangeError("archive", `invalid archive: no entry at ${at}`);
  const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
  const [nameLength, extraLength] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true)];
  const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true);
  if (next > directory.end) throw new ExchangeError("truncated", `truncated file: the entry at ${at} ends at ${next}`);
  const name = text(file.subarray(at + 46, at + 46 + nameLength));
  if (flags & 0x41) throw new ExchangeError("archive", `encrypted entry: ${name}`);
  if (method !== 0) throw new ExchangeError("compressed", `compressed entry: ${name}; only stored ones are read`);
  let [packed, size, from] = [20, 24, 42].map((field) => view.getUint32(at + field, true));
  const extra = {at: at + 46 + nameLength, end: at + 46 + nameLength + extraLength};
  const wide = wideFields(view, extra);
  const take = () => {
    if (wide.at + 8 > wide.end) throw new ExchangeError("archive", `invalid archive: 64-bit size is missing (${name})`);
    wide.at += 8;
    return long(view, wide.at - 8);
  };
  if (size === 0xffffffff) size = take();
  if (packed === 0xffffffff) packed = take();
  if (from === 0xffffffff) from = take();
  if (packed !== size) throw new ExchangeError("archive", `invalid entry: ${packed} bytes stored of ${size} (${name})`);
  if (from + 30 > directory.begin || view.getUint32(from, true) !== 0x04034b50)
    throw new ExchangeError("archive", `invalid archive: no entry at ${from} (${name})`);
  const localName = view.getUint16(from + 26, true);
  const begin = from + 30 + localName + view.getUint16(from + 28, true);
  if (begin + size > directory.begin)
    throw new ExchangeError(
      "truncated",
      `truncated file: ${name} ends at ${begin + size}, the directory begins at ${directory.begin}`
    );
  if (view.getUint16(from + 8, true) !== 0 || text(file.subarray(from + 30, from + 30 + localName)) !== name)
    throw new ExchangeError("archive", `invalid archive: two headers disagree (${name})`);
  return {name, entry: {begin, end: begin + size, crc: view.getUint32(at + 16, true)}, from, next};
}

/** The field of an entry that holds what 32 bits do not. */
function wideFields(view: DataView, {at, end}: {at: number; end: number}): {at: number; end: number} {
  while (at + 4 <= end) {
    const length = view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === 1) return {at: at + 4, end: Math.min(end, at + 4 + length)};
    at += 4 + length;
  }
  return {at: end, end};
}

/** A 64-bit number; beyond the safe integers it is beyond every file. */
function long(view: DataView, at: number): number {
  const value = view.getBigUint64(at, true);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new ExchangeError("archive", `invalid archive: ${value} bytes`);
  return Number(value);
}

function text(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", {fatal: true}).decode(bytes);
  } catch {
    throw new ExchangeError("archive", "invalid archive: a name is not UTF-8");
  }
}
