import {ExchangeError} from "../error.ts";
import {Global, globalNamed} from "./globals.ts";

/** Our limits: what the largest published checkpoints need, several times over. */
export const pickleLimits = {bytes: 64_000_000, steps: 4_000_000, memo: 2_000_000, stack: 1_000_000} as const;

/** Where a `(` stands on the stack. */
const mark = Symbol("mark");

/**
 * Interprets a pickle of protocol 2 as far as `torch.save` of a state dict needs it: texts, numbers, tuples and lists (both
 * arrays), dictionaries (Maps), and calls of the few names that `globalNamed` knows. Anything else is refused; nothing of the
 * file is run. `resolve` gives the object that a persistent id stands for. Throws an ExchangeError.
 */
export function readPickle(bytes: Uint8Array, resolve: (id: unknown) => unknown): unknown {
  if (bytes.length > pickleLimits.bytes)
    throw new ExchangeError("budget", `invalid pickle: ${bytes.length} bytes; at most ${pickleLimits.bytes} are read`);
  const reader = new Reader(bytes);
  const machine = new Machine();
  if (reader.byte() !== 0x80 || reader.byte() !== 2)
    throw new ExchangeError("pickle", "invalid pickle: expected protocol 2, which torch.save writes");
  for (let step = 0; step < pickleLimits.steps; ++step) {
    const code = reader.byte();
    if (code === 0x2e) return machine.result(); // .
    const operation = operations[code];
    if (!operation)
      throw new ExchangeError("pickle", `refused: opcode 0x${code.toString(16).padStart(2, "0")} at ${reader.at - 1}`);
    operation(machine, reader, resolve);
    if (machine.stack.length > pickleLimits.stack || machine.memo.size > pickleLimits.memo)
      throw new ExchangeError("budget", `invalid pickle: more than ${pickleLimits.stack} values at once`);
  }
  throw new ExchangeError("budget", `invalid pickle: more than ${pickleLimits.steps} steps`);
}

/** Reads on and on; never beyond the end. */
class Reader {
  at = 0;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The place of the next `length` bytes, which must be there. */
  take(length: number): number {
    if (length > this.#bytes.length - this.at)
      throw new ExchangeError("truncated", `truncated pickle: ${length} bytes wanted at ${this.at}`);
    this.at += length;
    return this.at - length;
  }

  byte = () => this.#view.getUint8(this.take(1));
  short = () => this.#view.getUint16(this.take(2), true);
  int = () => this.#view.getInt32(this.take(4), true);
  word = () => this.#view.getUint32(this.take(4), true);
  double = () => this.#view.getFloat64(this.take(8)); // big-endian, alone of all

  text(length: number): string {
    const from = this.take(length);
    try {
      return new TextDecoder("utf-8", {fatal: true, ignoreBOM: true}).decode(this.#bytes.subarray(from, from + length));
    } catch {
      throw new ExchangeError("pickle", `invalid pickle: no UTF-8 at ${from}`);
    }
  }

  /** Up to the end of the line. */
  line(): string {
    const end = this.#bytes.indexOf(0x0a, this.at);
    if (end < 0 || end - this.at > 200) throw new ExchangeError("pickle", `invalid pickle: no name at ${this.at}`);
    const line = this.text(end - this.at);
    this.take(1);
    return line;
  }

  /** Two's complement of any length, little-endian; only what a number holds exactly. */
  long(length: number): number {
    if (length > 8) throw new ExchangeError("pickle", `invalid pickle: an integer of ${length} bytes`);
    const from = this.take(length);
    let value = 0n;
    for (let i = 0; i < length; ++i) value |= BigInt(this.#bytes[from + i]) << BigInt(8 * i);
    return Number(BigInt.asIntN(Math.max(1, 8 * length), value));
  }
}

class Machine {
  readonly stack: unknown[] = [];
  readonly memo = new Map<number, unknown>();

  push(value: unknown): void {
    this.stack.push(value);
  }

  pop(): unknown {
    const value = this.peek();
    this.stack.pop();
    return value;
  }

  peek(): unknown {
    const value = this.stack.at(-1);
    if (!this.stack.length || value === mark) throw new ExchangeError("pickle", "invalid pickle: nothing on the stack");
    return value;
  }

  /** What stands above the last mark, which goes as well. */
  popToMark(): unknown[] {
    const at = this.stack.lastIndexOf(mark);
    if (at < 0) throw new ExchangeError("pickle", "invalid pickle: no mark");
    const values = this.stack.splice(at);
    values.shift();
    return values;
  }

  remember(index: number): void {
    this.memo.set(index, this.peek());
  }

  recall(index: number): void {
    if (!this.memo.has(index)) throw new ExchangeError("pickle", `invalid pickle: nothing remembered at ${index}`);
    this.push(this.memo.get(index));
  }

  tuple(length: number): void {
    const values = Array.from({length}, () => this.pop());
    this.push(values.reverse());
  }

  setItems(pairs: readonly unknown[]): void {
    const dict = this.peek();
    if (!(dict instanceof Map) || pairs.length % 2)
      throw new ExchangeError("pickle", "invalid pickle: items for what is no dictionary");
    for (let i = 0; i < pairs.length; i += 2) {
      const key = pairs[i];
      if (dict.has(key))
        throw new ExchangeError(
          "duplicate-key",
          `duplicate key: ${typeof key === "string" ? key.slice(0, 80) : typeof key}`
        );
      dict.set(key, pairs[i + 1]);
    }
  }

  append(values: readonly unknown[]): void {
    const list = this.peek();
    if (!Array.isArray(list)) throw new ExchangeError("pickle", "invalid pickle: items for what is no list");
    for (const value of values) list.push(value);
  }

  reduce(): void {
    const [args, global] = [this.pop(), this.pop()];
    if (!(global instanceof Global) || !global.call || !Array.isArray(args))
      throw new ExchangeError("pickle", "refused: a call of what is no function");
    this.push(global.call(args as unknown[]));
  }

  /** The state of a dictionary, torch's `_metadata`, is of no use here. */
  build(): void {
    this.pop();
    if (!(this.peek() instanceof Map)) throw new ExchangeError("pickle", "refused: a state for what is no dictionary");
  }

  result(): unknown {
    const value = this.pop();
    if (this.stack.length) throw new ExchangeError("pickle", "invalid pickle: values left over");
    return value;
  }
}

type Operation = (machine: Machine, reader: Reader, resolve: (id: unknown) => unknown) => void;

/** The opcodes that are read, by their byte. */
const operations: Readonly<Record<number, Operation>> = {
  0x28: (m) => m.push(mark), // ( MARK
  0x29: (m) => m.push([]), // ) EMPTY_TUPLE
  0x30: (m) => void m.pop(), // 0 POP
  0x31: (m) => void m.popToMark(), // 1 POP_MARK
  0x47: (m, r) => m.push(r.double()), // G BINFLOAT
  0x4a: (m, r) => m.push(r.int()), // J BININT
  0x4b: (m, r) => m.push(r.byte()), // K BININT1
  0x4d: (m, r) => m.push(r.short()), // M BININT2
  0x4e: (m) => m.push(null), // N NONE
  0x51: (m, _, resolve) => m.push(resolve(m.pop())), // Q BINPERSID
  0x52: (m) => m.reduce(), // R REDUCE
  0x54: (m, r) => m.push(r.text(r.word())), // T BINSTRING
  0x55: (m, r) => m.push(r.text(r.byte())), // U SHORT_BINSTRING
  0x58: (m, r) => m.push(r.text(r.word())), // X BINUNICODE
  0x5d: (m) => m.push([]), // ] EMPTY_LIST
  0x61: (m) => m.append([m.pop()]), // a APPEND
  0x62: (m) => m.build(), // b BUILD
  0x63: (m, r) => m.push(globalNamed(`${r.line()}.${r.line()}`)), // c GLOBAL
  0x65: (m) => m.append(m.popToMark()), // e APPENDS
  0x68: (m, r) => m.recall(r.byte()), // h BINGET
  0x6a: (m, r) => m.recall(r.word()), // j LONG_BINGET
  0x71: (m, r) => m.remember(r.byte()), // q BINPUT
  0x72: (m, r) => m.remember(r.word()), // r LONG_BINPUT
  0x73: (m) => m.setItems([m.pop(), m.pop()].reverse()), // s SETITEM
  0x74: (m) => m.push(m.popToMark()), // t TUPLE
  0x75: (m) => m.setItems(m.popToMark()), // u SETITEMS
  0x7d: (m) => m.push(new Map()), // } EMPTY_DICT
  0x85: (m) => m.tuple(1), // TUPLE1
  0x86: (m) => m.tuple(2), // TUPLE2
  0x87: (m) => m.tuple(3), // TUPLE3
  0x88: (m) => m.push(true), // NEWTRUE
  0x89: (m) => m.push(false), // NEWFALSE
  0x8a: (m, r) => m.push(r.long(r.byte())) // LONG1
};
