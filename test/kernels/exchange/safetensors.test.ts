import {describe, expect, test} from "vitest";
import type {ExchangeError} from "../../../kernels/exchange/error.ts";
import {loadWeights} from "../../../kernels/exchange/loadWeights.ts";
import {limits} from "../../../kernels/exchange/safetensors/header.ts";
import {readSafetensors} from "../../../kernels/exchange/safetensors/read.ts";
import {writeSafetensors} from "../../../kernels/exchange/safetensors/write.ts";
import {initialWeights} from "../../../kernels/graph/initialise.ts";
import {network} from "../../../kernels/graph/trace.ts";
import type {Weights} from "../../../kernels/graph/weights.ts";
import {models, ops} from "../library.ts";

/** A file of a header text and a buffer, whatever they say. */
function fileOf(header: string | object, buffer: Uint8Array = new Uint8Array(0), length?: bigint): Uint8Array {
  const json = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const file = new Uint8Array(8 + json.length + buffer.length);
  new DataView(file.buffer).setBigUint64(0, length ?? BigInt(json.length), true);
  file.set(json, 8);
  file.set(buffer, 8 + json.length);
  return file;
}

const entry = (dtype: string, shape: unknown, begin: unknown, end: unknown) => ({
  dtype,
  shape,
  data_offsets: [begin, end]
});

function faultOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    expect((error as Error).name).toBe("ExchangeError");
    expect((error as Error).message).toMatch(/^[^A-Z].*[^.]$/s);
    return (error as ExchangeError).fault;
  }
  return "none";
}

const four = new Uint8Array(4);
const refused: [string, Uint8Array, string][] = [
  ["an empty file", new Uint8Array(0), "truncated"],
  ["seven bytes", new Uint8Array(7), "truncated"],
  ["a header length of 2⁶⁴ − 1", fileOf("{}", four, 2n ** 64n - 1n), "header-size"],
  ["a header length above the limit", fileOf("{}", four, BigInt(limits.headerBytes + 1)), "header-size"],
  ["a header longer than the file", fileOf("{}", four, 100n), "truncated"],
  ["a header that is not UTF-8", fileOf("{}").fill(0xff, 8), "header-encoding"],
  ["a header that begins with a space", fileOf(" {}"), "header-syntax"],
  ["a header that begins with a byte order mark", fileOf("\ufeff{}"), "header-syntax"],
  ["a header that is an array", fileOf("[]"), "header-syntax"],
  ["a header that is cut off", fileOf('{"a":'), "header-syntax"],
  ["a header with a trailing comma", fileOf("{,}"), "header-syntax"],
  ["no header at all", fileOf(""), "header-syntax"],
  [
    "a tensor named twice",
    fileOf(`{"a":${JSON.stringify(entry("U8", [0], 0, 0))},"a":${JSON.stringify(entry("U8", [4], 0, 4))}}`, four),
    "duplicate-key"
  ],
  [
    "a tensor named twice by an escape",
    fileOf(`{"a":${JSON.stringify(entry("U8", [0], 0, 0))},"\\u0061":${JSON.stringify(entry("U8", [4], 0, 4))}}`, four),
    "duplicate-key"
  ],
  [
    "an entry with two dtypes",
    fileOf('{"a":{"dtype":"U8","dtype":"F32","shape":[1],"data_offsets":[0,4]}}', four),
    "duplicate-key"
  ],
  ["metadata that is a list", fileOf({__metadata__: []}), "metadata"],
  ["metadata that holds a number", fileOf({__metadata__: {epoch: 3}}), "metadata"],
  [
    "more tensors than the limit",
    fileOf(Object.fromEntries(Array.from({length: limits.tensors + 1}, (_, i) => [i, 0]))),
    "too-many-tensors"
  ],
  ["an empty name", fileOf({"": entry("U8", [4], 0, 4)}, four), "name"],
  ["a name of 513 characters", fileOf({["x".repeat(513)]: entry("U8", [4], 0, 4)}, four), "name"],
  ["a name with a line break", fileOf({"a\nb": entry("U8", [4], 0, 4)}, four), "name"],
  ["an entry that is null", fileOf({a: null}), "entry"],
  ["an entry that is a text", fileOf({a: "F32"}), "entry"],
  ["an entry with a field of its own", fileOf({a: {...entry("U8", [4], 0, 4), code: "x"}}, four), "entry"],
  ["an unknown dtype", fileOf({a: entry("F8_E4M3", [4], 0, 4)}, four), "dtype"],
  ["a dtype that names a property of objects", fileOf({a: entry("constructor", [4], 0, 4)}, four), "dtype"],
  ["no dtype", fileOf({a: {shape: [4], data_offsets: [0, 4]}}, four), "dtype"],
  ["a shape that is a number", fileOf({a: entry("U8", 4, 0, 4)}, four), "shape"],
  ["a negative extent", fileOf({a: entry("U8", [-4], 0, 4)}, four), "shape"],
  ["a fractional extent", fileOf({a: entry("U8", [1.5], 0, 4)}, four), "shape"],
  ["an extent that is null, as NaN is written", fileOf({a: entry("U8", [NaN], 0, 4)}, four), "shape"],
  ["an extent beyond the safe integers", fileOf({a: entry("U8", [2 ** 53], 0, 4)}, four), "shape"],
  ["nine axes", fileOf({a: entry("U8", [1, 1, 1, 1, 1, 1, 1, 1, 4], 0, 4)}, four), "shape"],
  [
    "extents whose product overflows to the span",
    fileOf({a: entry("F32", [2 ** 32, 2 ** 32, 2 ** 32], 0, 0)}),
    "shape"
  ],
  ["a shape larger than its span", fileOf({a: entry("F32", [2], 0, 4)}, four), "shape"],
  ["offsets in the wrong order", fileOf({a: entry("U8", [4], 4, 0)}, four), "offsets"],
  ["negative offsets", fileOf({a: entry("U8", [4], -4, 0)}, four), "offsets"],
  ["one offset", fileOf({a: {dtype: "U8", shape: [4], data_offsets: [4]}}, four), "offsets"],
  ["a span beyond the file", fileOf({a: entry("U8", [8], 0, 8)}, four), "truncated"],
  ["a tensor of a terabyte in a small file", fileOf({a: entry("F32", [2 ** 38], 0, 2 ** 40)}, four), "truncated"],
  ["overlapping tensors", fileOf({a: entry("U8", [3], 0, 3), b: entry("U8", [2], 2, 4)}, four), "overlap"],
  ["two tensors in the same bytes", fileOf({a: entry("U8", [4], 0, 4), b: entry("U8", [4], 0, 4)}, four), "overlap"],
  ["a hole", fileOf({a: entry("U8", [1], 0, 1), b: entry("U8", [2], 2, 4)}, four), "hole"],
  ["a hole at the beginning", fileOf({a: entry("U8", [3], 1, 4)}, four), "hole"],
  ["bytes after the last tensor", fileOf({a: entry("U8", [3], 0, 3)}, four), "trailing"],
  ["data without tensors", fileOf({}, four), "trailing"]
];

describe("safetensors", () => {
  test.each(refused)("%s is refused", (_, file, fault) => {
    expect(faultOf(() => readSafetensors(file))).toBe(fault);
  });

  test("a good file cut at any byte is refused", () => {
    const file = writeSafetensors(new Map([["a", {shape: [3], dtype: "float32", data: new Float32Array(3)}]]));
    for (let length = 0; length < file.length; ++length)
      expect(faultOf(() => readSafetensors(file.slice(0, length)))).not.toBe("none");
  });

  test("any flipped byte of the header is refused or read within the file", () => {
    const file = writeSafetensors(new Map([["ab", {shape: [2], dtype: "float32", data: new Float32Array(2)}]]));
    for (let i = 0; i < file.length - 8; ++i)
      for (const bit of [1, 2, 16, 128]) {
        const changed = file.slice();
        changed[i] ^= bit;
        try {
          for (const {data} of readSafetensors(changed).tensors.values())
            expect(data.byteLength).toBeLessThanOrEqual(64);
        } catch (error) {
          expect((error as Error).name).toBe("ExchangeError");
        }
      }
  });

  test("what was written is read back", () => {
    const weights: Weights = new Map([
      ["b", {shape: [2, 2], dtype: "float32", data: Float32Array.of(1, -0, Infinity, 1e-40)}],
      ["a.num_batches_tracked", {shape: [], dtype: "int64", data: BigInt64Array.of(2n ** 40n)}],
      ["empty", {shape: [0, 3], dtype: "float32", data: new Float32Array(0)}],
      ["__proto__", {shape: [1], dtype: "float32", data: Float32Array.of(7)}]
    ]);
    const {tensors, metadata} = readSafetensors(writeSafetensors(weights, {note: "π"}));
    expect(new Map([...tensors].sort())).toEqual(new Map([...weights].sort()));
    expect([...metadata]).toEqual([
      ["format", "pt"],
      ["note", "π"]
    ]);
  });

  test("the same weights give the same bytes in any order", () => {
    const one = initialWeights(models.waveMix({input: [3, 32, 32], dim: 8, depth: 1, levels: 1, classes: 3}), 1);
    expect(writeSafetensors(new Map([...one].reverse()))).toEqual(writeSafetensors(one));
  });

  test("the buffer begins on a multiple of 8 with the widest elements first", () => {
    const file = writeSafetensors(
      new Map([
        ["a", {shape: [1], dtype: "float32" as const, data: Float32Array.of(1)}],
        ["z", {shape: [], dtype: "int64" as const, data: BigInt64Array.of(1n)}]
      ])
    );
    expect(new DataView(file.buffer).getBigUint64(0, true) % 8n).toBe(0n);
    expect([...readSafetensors(file).tensors.keys()]).toEqual(["z", "a"]);
  });

  test("half, brain and double floats become float32, integers int64", () => {
    const buffer = new Uint8Array(8 + 4 + 4 + 2 + 4);
    const view = new DataView(buffer.buffer);
    view.setFloat64(0, 0.1, true);
    [0x3c00, 0x8001].forEach((bits, i) => view.setUint16(8 + 2 * i, bits, true));
    [0x3f80, 0xc040].forEach((bits, i) => view.setUint16(12 + 2 * i, bits, true));
    view.setInt16(16, -5, true);
    view.setUint32(18, 4e9, true);
    const {tensors} = readSafetensors(
      fileOf(
        {
          d: entry("F64", [1], 0, 8),
          h: entry("F16", [2], 8, 12),
          b: entry("BF16", [2], 12, 16),
          i: entry("I16", [], 16, 18),
          u: entry("U32", [1], 18, 22)
        },
        buffer
      )
    );
    expect([...tensors.get("d")!.data]).toEqual([Math.fround(0.1)]);
    expect([...tensors.get("h")!.data]).toEqual([1, -(2 ** -24)]);
    expect([...tensors.get("b")!.data]).toEqual([1, -3]);
    expect([...tensors.get("i")!.data]).toEqual([-5n]);
    expect([...tensors.get("u")!.data]).toEqual([4000000000n]);
  });

  test("a tensor that is not what its shape says is not written", () => {
    expect(
      faultOf(() => writeSafetensors(new Map([["a", {shape: [3], dtype: "float32", data: new Float32Array(2)}]])))
    ).toBe("shape");
  });
});

describe("loading weights", () => {
  const net = network([2], (x) => ops.batchNorm(ops.linear(x, {width: 3, name: "head"}), {name: "norm"}));
  const whole = () => initialWeights(net, 5);

  test("a whole file is matched", () => {
    const {weights, report} = loadWeights(net, writeSafetensors(whole()));
    expect(weights).toEqual(whole());
    expect(report).toEqual({matched: [...whole().keys()], missing: [], leftOver: [], mismatched: [], fresh: []});
  });

  test("missing weights are refused with the key that was probably meant", () => {
    const weights = whole();
    weights.set("haed.weight", weights.get("head.weight")!);
    weights.delete("head.weight");
    expect(() => loadWeights(net, weights)).toThrow(
      "missing weights: head.weight; did you mean haed.weight?; weights without a place: haed.weight"
    );
  });

  test("a wrong shape is refused with both shapes and the key", () => {
    const weights = whole().set("head.bias", {shape: [4], dtype: "float32", data: new Float32Array(4)});
    expect(() => loadWeights(net, weights)).toThrow("shape mismatch: 4, expected 3 (head.bias)");
  });

  test("partial loading gives what fits and reports the rest", () => {
    const weights = whole()
      .set("head.bias", {shape: [4], dtype: "float32", data: new Float32Array(4)})
      .set("extra", {shape: [1], dtype: "float32", data: new Float32Array(1)});
    weights.delete("norm.running_var");
    const {weights: loaded, report} = loadWeights(net, weights, {partial: true});
    expect(report.missing).toEqual(["norm.running_var"]);
    expect(report.leftOver).toEqual(["extra"]);
    expect(report.mismatched).toEqual(["head.bias"]);
    expect([...loaded.keys()]).toEqual(report.matched);
  });

  test("partial loading with a seed gives the rest its initial values", () => {
    const weights = whole();
    weights.delete("head.bias");
    const {weights: loaded, report} = loadWeights(net, weights, {partial: true, seed: 9});
    expect(report).toMatchObject({missing: ["head.bias"], fresh: ["head.bias"]});
    expect(loaded.get("head.bias")).toEqual(initialWeights(net, 9).get("head.bias"));
    expect([...loaded.keys()].sort()).toEqual([...whole().keys()].sort());
  });

  test("a head of another size keeps its initial values, and everything else is strict", () => {
    const small = network([2], (x) => ops.batchNorm(ops.linear(x, {width: 3, name: "head"}), {name: "norm"}));
    const large = network([2], (x) => ops.linear(ops.linear(x, {width: 3, name: "head"}), {width: 7, name: "out"}));
    const weights = initialWeights(large, 5).set("out.extra", {
      shape: [1],
      dtype: "float32",
      data: new Float32Array(1)
    });
    expect(() => loadWeights(small, weights, {head: "norm"})).toThrow("weights without a place: out.weight");
    const other = network([2], (x) => ops.linear(ops.linear(x, {width: 3, name: "head"}), {width: 4, name: "out"}));
    expect(() => loadWeights(other, weights)).toThrow("shape mismatch: 7×3, expected 4×3 (out.weight)");
    const {weights: loaded, report} = loadWeights(other, weights, {head: "out", seed: 2});
    expect(report.fresh).toEqual(["out.weight", "out.bias"]);
    expect(report.matched).toEqual(["head.weight", "head.bias"]);
    expect(loaded.get("out.weight")).toEqual(initialWeights(other, 2).get("out.weight"));
    expect(loaded.get("head.weight")).toEqual(weights.get("head.weight"));
    expect(() => loadWeights(other, weights, {head: "outt"})).toThrow(
      "unknown head: outt; no weights stand there; did you mean out?"
    );
  });

  test("keys can be renamed on the way in", () => {
    const wrapped: Weights = new Map([...whole()].map(([key, weight]) => [`module.${key}`, weight]));
    expect(() => loadWeights(net, wrapped)).toThrow("missing weights: head.weight");
    expect(loadWeights(net, wrapped, {keys: (key) => key.replace(/^module\./, "")}).weights).toEqual(whole());
    expect(() => loadWeights(net, wrapped, {keys: () => "head.weight"})).toThrow("two tensors named head.weight");
  });

  test("wavelet filter buffers inside blocks are ignored", () => {
    const weights = whole().set("layers.0.xf1.h0_col", {
      shape: [1, 1, 2, 1],
      dtype: "float32",
      data: new Float32Array(2)
    });
    expect(loadWeights(net, weights).report.leftOver).toEqual([]);
  });

  test("a counter stored with one axis is taken as the scalar it is", () => {
    const weights = whole().set("norm.num_batches_tracked", {shape: [1], dtype: "int64", data: BigInt64Array.of(9n)});
    expect(loadWeights(net, weights).weights.get("norm.num_batches_tracked")).toEqual({
      shape: [],
      dtype: "int64",
      data: BigInt64Array.of(9n)
    });
  });
});
