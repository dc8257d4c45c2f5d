import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {execFileSync} from "node:child_process";
import {tmpdir} from "node:os";
import path from "node:path";
import {describe, expect, test} from "vitest";
import {zipSync} from "fflate";
import type {ExchangeError} from "../../../kernels/exchange/error.ts";
import {mostEntries} from "../../../kernels/exchange/pth/archive.ts";
import {readPth} from "../../../kernels/exchange/pth/read.ts";
import {readWeightsFile} from "../../../kernels/exchange/readWeightsFile.ts";
import type {Weights} from "../../../kernels/graph/weights.ts";
import {archiveOf, bytesOf, checkpointOf, dictOf, integer, tensorOf, unicode, word, type Made} from "./pickled.ts";
import {hasTorch} from "./torch.ts";

const folder = "test/kernels/exchange/fixtures";
type Expected = Record<"plain" | "nested" | "ema", Record<string, {shape: number[]; values: number[]}>>;

function compare(tensors: Weights, expected: Expected["plain"]): void {
  expect([...tensors.keys()].sort()).toEqual(Object.keys(expected).sort());
  for (const [key, {shape, values}] of Object.entries(expected)) {
    const {data, ...rest} = tensors.get(key)!;
    expect(rest.shape, key).toEqual(shape);
    expect(Array.from(data, Number), key).toEqual(rest.dtype === "float32" ? values.map(Math.fround) : values);
  }
}

function compareFolder(from: string): void {
  const expected = JSON.parse(readFileSync(`${from}/expected.json`, "utf8")) as Expected;
  const file = (name: string) => new Uint8Array(readFileSync(`${from}/${name}.pth`));
  compare(readPth(file("plain")).tensors, expected.plain);
  compare(readPth(file("nested")).tensors, expected.nested);
  compare(readPth(file("nested"), {part: "model_ema"}).tensors, expected.ema);
}

describe("a checkpoint of PyTorch", () => {
  test("gives what torch reads from it", () => compareFolder(folder));

  test.skipIf(!hasTorch)("gives what the torch of this machine writes", () => {
    const fresh = mkdtempSync(path.join(tmpdir(), "subband-pth-"));
    try {
      execFileSync(process.env.SUBBAND_PYTHON ?? "/usr/bin/python3", [`${folder}/make.py`, fresh], {stdio: "pipe"});
      compareFolder(fresh);
    } finally {
      rmSync(fresh, {recursive: true, force: true});
    }
  });

  test("tells its parts and which was read", () => {
    const {part, parts} = readPth(new Uint8Array(readFileSync(`${folder}/nested.pth`)));
    expect(part).toBe("state_dict");
    expect(parts).toEqual(["state_dict", "model_ema"]);
  });

  test("is told from safetensors by its bytes", () => {
    const file = new Uint8Array(readFileSync(`${folder}/plain.pth`));
    expect(readWeightsFile(file).format).toBe("pth");
    expect(readWeightsFile(file.slice().buffer).tensors.size).toBe(7);
  });

  test("keeps one tensor under two names one", () => {
    const {tensors} = readPth(new Uint8Array(readFileSync(`${folder}/nested.pth`)));
    expect(tensors.get("tied")!.data).toEqual(tensors.get("parameter")!.data);
  });

  test("that was cut at any byte is refused", () => {
    const file = new Uint8Array(readFileSync(`${folder}/plain.pth`));
    for (let length = 0; length < file.length; length += 7) expect(faultOf(file.slice(0, length))).not.toBe("none");
  });

  test("with any flipped byte is refused or gives finite sizes", () => {
    const file = new Uint8Array(readFileSync(`${folder}/plain.pth`));
    for (let i = 0; i < file.length; i += 3) {
      const changed = file.slice();
      changed[i] ^= 1 << (i % 8);
      try {
        const {tensors} = readPth(changed);
        const total = [...tensors.values()].reduce((sum, {data}) => sum + data.byteLength, 0);
        expect(total).toBeLessThan(8 * file.length);
      } catch (error) {
        expect((error as Error).name).toBe("ExchangeError");
      }
    }
  });
});

function faultOf(file: Uint8Array): string {
  try {
    readWeightsFile(file);
  } catch (error) {
    expect((error as Error).name, String((error as Error).stack)).toBe("ExchangeError");
    expect((error as Error).message).toMatch(/^[^A-Z].*[^.]$/s);
    return (error as ExchangeError).fault;
  }
  return "none";
}

const sixteen = {"0": new Uint8Array(16)};
const good = dictOf(tensorOf());
const pickled = (...pickle: readonly (number | string)[]) => checkpointOf([0x80, 2, ...pickle]);
const entriesOf = (...more: Made[]): Made[] => [
  {name: "a/data.pkl", data: bytesOf(good)},
  {name: "a/data/0", data: sixteen["0"]},
  ...more
];
const changed = (change: Partial<Made>) => {
  const [pickle, storage] = entriesOf();
  return archiveOf([pickle, {...storage, ...change}]);
};
const call = (name: string) => [`c${name.replace(/\.(?=[^.]*$)/, "\n")}\n`, "(", ...unicode("echo"), "tR."];
const many = (count: number, part: (i: number) => readonly (number | string)[]) =>
  Array.from({length: count}, (_, i) => part(i)).flat();

test("the archives that the refused ones are made of are read", () => {
  expect(faultOf(checkpointOf(good, sixteen))).toBe("none");
  expect(faultOf(archiveOf(entriesOf({name: "a/version", data: bytesOf(["3\n"])})))).toBe("none");
});

const archives: readonly (readonly [string, () => Uint8Array, string])[] = [
  ["no end", () => checkpointOf(good, sixteen).slice(0, -1), "truncated"],
  ["a directory beyond the end", () => archiveOf(entriesOf(), {begin: 1 << 30}), "truncated"],
  ["a directory larger than the file", () => archiveOf(entriesOf(), {size: 1 << 30}), "truncated"],
  ["more entries than its directory has", () => archiveOf(entriesOf(), {count: 40}), "truncated"],
  ["fewer entries than its directory has", () => archiveOf(entriesOf(), {count: 1}), "archive"],
  ["more entries than are read", () => archiveOf(entriesOf(), {count: mostEntries + 1}), "too-many-tensors"],
  ["64-bit sizes that are not there", () => archiveOf(entriesOf(), {begin: 0xffffffff}), "archive"],
  ["a compressed entry", () => changed({method: 8}), "compressed"],
  [
    "a bomb of zeros, deflated",
    () => zipSync({"a/data.pkl": bytesOf(good), "a/data/0": new Uint8Array(1 << 20)}, {level: 9}),
    "compressed"
  ],
  ["an encrypted entry", () => changed({flags: 1}), "archive"],
  ["a size of gigabytes", () => changed({size: 2 ** 31, packed: 2 ** 31}), "truncated"],
  ["two sizes", () => changed({size: 16, packed: 8}), "archive"],
  ["two names of one entry", () => changed({localName: "a/data/1"}), "archive"],
  ["an entry twice", () => archiveOf(entriesOf({name: "a/data/0", data: new Uint8Array(16)})), "duplicate-key"],
  ["an entry in the place of another", () => changed({at: 0, localName: "a/data/0"}), "archive"],
  [
    "an entry inside another",
    () => {
      const inner = archiveOf([{name: "a/data/0", data: new Uint8Array(16)}]);
      return archiveOf([
        {name: "a/data.pkl", data: bytesOf(good)},
        {name: "a/data/1", data: inner},
        {name: "a/data/0", data: new Uint8Array(16), at: 30 + 10 + bytesOf(good).length + 30 + 8}
      ]);
    },
    "overlap"
  ],
  ["an offset beyond the file", () => changed({at: 2 ** 31}), "archive"],
  ["a damaged storage", () => changed({crc: 1}), "checksum"],
  ["no pickle", () => archiveOf([{name: "a/data", data: new Uint8Array(1)}]), "format"],
  ["two pickles", () => archiveOf(entriesOf({name: "b/data.pkl", data: bytesOf(good)})), "format"],
  ["a file of before torch 1.6", () => Uint8Array.from([0x80, 2, 0x8a, 10, 108, 252, 156, 70, 249, 32]), "format"],
  ["big-endian tensors", () => archiveOf(entriesOf({name: "a/byteorder", data: bytesOf(["big"])})), "dtype"]
];

const pickles: readonly (readonly [string, () => Uint8Array, string])[] = [
  ["os.system", () => pickled(...call("os.system")), "global"],
  ["posix.system", () => pickled(...call("posix.system")), "global"],
  ["builtins.eval", () => pickled(...call("builtins.eval")), "global"],
  ["builtins.getattr", () => pickled(...call("builtins.getattr")), "global"],
  ["torch.load", () => pickled(...call("torch.load")), "global"],
  ["torch.nn.modules.conv.Conv2d", () => pickled(...call("torch.nn.modules.conv.Conv2d")), "global"],
  ["numpy scalars", () => pickled(...call("numpy.core.multiarray.scalar")), "global"],
  ["argparse.Namespace", () => pickled(...call("argparse.Namespace")), "global"],
  ["a name of JavaScript's objects", () => pickled(...call("torch.constructor")), "global"],
  ["__proto__", () => pickled(...call("__proto__.__proto__")), "global"],
  ["a storage type that is called", () => pickled("ctorch\nFloatStorage\n)R."), "pickle"],
  ["a dictionary that is called", () => pickled("})R."), "pickle"],
  ["a name without an end", () => pickled("c" + "x".repeat(500)), "pickle"],
  ["another protocol", () => checkpointOf([0x80, 4, "}."]), "pickle"],
  ["no protocol", () => checkpointOf(["}."]), "pickle"],
  ["an empty pickle", () => checkpointOf([]), "truncated"],
  ["an extension code", () => pickled(0x82, 1, "."), "pickle"],
  ["NEWOBJ", () => pickled("ccollections\nOrderedDict\n)", 0x81, "."), "pickle"],
  ["INST", () => pickled("(ios\nsystem\n."), "pickle"],
  ["no end", () => pickled("}"), "truncated"],
  ["a text of four gigabytes", () => pickled("X", ...word(-1), "abc"), "truncated"],
  ["a text that is not UTF-8", () => pickled("X", ...word(1), 0xff, "."), "pickle"],
  ["an integer of 200 bytes", () => pickled(0x8a, 200, ...Array<number>(200).fill(1), "."), "pickle"],
  ["nothing on the stack", () => pickled("R."), "pickle"],
  ["a mark that is not there", () => pickled("t."), "pickle"],
  ["a mark taken for a value", () => pickled("(", 0x85, "."), "pickle"],
  ["values left over", () => pickled("NN."), "pickle"],
  ["a memory that is not there", () => pickled("h", 7, "."), "pickle"],
  ["the memory's last place, without growing", () => pickled("}", "r", ...word(-1), "."), "state-dict"],
  ["items of a number", () => pickled("K", 1, "K", 1, "K", 1, "s."), "pickle"],
  ["a key without a value", () => pickled("}(", "K", 1, "u."), "pickle"],
  ["a key twice", () => pickled("}(", ...unicode("a"), "N", ...unicode("a"), "Nu."), "duplicate-key"],
  ["a state of a tensor", () => checkpointOf([0x80, 2, ...tensorOf(), "}b."], sixteen), "pickle"],
  ["marks without end", () => pickled("(".repeat(1_100_000), "."), "budget"],
  ["a list that holds itself", () => pickled("]q", 0, "h", 0, "a."), "state-dict"],
  ["a dictionary that holds itself", () => pickled("}q", 0, ...unicode("state_dict"), "h", 0, "s."), "state-dict"],
  [
    "a dictionary twenty thousand deep",
    () => pickled(...many(20_000, () => ["}", "U", 1, "a"]), "N", "s".repeat(20_000), "."),
    "state-dict"
  ],
  [
    "lists that double forty times",
    () => pickled("]q", 0, ...many(40, (i) => ["]q", i + 1, "(", "h", i, "h", i, "e"]), "0".repeat(40), "."),
    "state-dict"
  ],
  ["no weights", () => pickled("}(", ...unicode("epoch"), "K", 3, "u."), "state-dict"],
  ["a list of tensors", () => checkpointOf([0x80, 2, "]", ...tensorOf(), "a."], sixteen), "state-dict"],
  [
    "a name with a line break",
    () => checkpointOf([0x80, 2, "}(", ...unicode("a\nb"), ...tensorOf(), "u."], sixteen),
    "name"
  ],
  ["a number for a name", () => checkpointOf([0x80, 2, "}(", "K", 1, ...tensorOf(), "u."], sixteen), "name"]
];

const tensors: readonly (readonly [string, Parameters<typeof tensorOf>[0], string])[] = [
  ["a storage that is not there", {key: "1"}, "storage"],
  ["a storage outside the folder", {key: "../data.pkl"}, "storage"],
  ["more elements than the storage has", {length: 5}, "storage"],
  ["fewer elements than the storage has", {length: 3}, "storage"],
  ["a length of two thousand million", {length: 2 ** 31 - 1}, "storage"],
  ["a negative length", {length: -4}, "storage"],
  ["another type than the bytes allow", {type: "DoubleStorage"}, "storage"],
  ["quantised elements", {type: "QInt8Storage"}, "global"],
  ["a shape beyond the storage", {shape: [5]}, "view"],
  ["an offset beyond the storage", {offset: 1}, "view"],
  ["a negative offset", {offset: -1}, "offsets"],
  ["a negative extent", {shape: [-4]}, "shape"],
  ["a negative stride", {shape: [2], strides: [-1]}, "shape"],
  ["a stride beyond the storage", {shape: [2], strides: [4]}, "view"],
  ["an expanded view", {shape: [1 << 30], strides: [0]}, "view"],
  ["extents whose product overflows", {shape: [1 << 30, 1 << 30, 1 << 30, 1 << 30], strides: [0, 0, 0, 0]}, "view"],
  ["more strides than sizes", {shape: [4], strides: [1, 1]}, "shape"],
  ["nine axes", {shape: Array<number>(9).fill(1), strides: Array<number>(9).fill(1)}, "shape"]
];

describe("refused", () => {
  test.each(archives)("an archive with %s", (_, make, fault) => expect(faultOf(make())).toBe(fault));
  test.each(pickles)("a pickle with %s", (_, make, fault) => expect(faultOf(make())).toBe(fault));
  test.each(tensors)("a tensor with %s", (_, tensor, fault) => {
    expect(faultOf(checkpointOf(dictOf(tensorOf(tensor)), sixteen))).toBe(fault);
  });

  test("many views that are together more than the file", () => {
    const pickle = [0x80, 2, "}(", ...many(300, (i) => [...unicode(`t${i}`), "h", 1]), "u."];
    const large = {"0": new Uint8Array(4 * 4096)};
    const view = [...tensorOf({length: 4096, shape: [64, 64], strides: [1, 64]})];
    const apart = [0x80, 2, "}(", ...many(60, (i) => [...unicode(`t${i}`), ...view]), "u."];
    expect(faultOf(checkpointOf(apart, large))).toBe("budget");
    // the same tensor many times is one tensor
    const shared = [0x80, 2, ...view, "q", 1, "0", ...pickle.slice(2)];
    expect(faultOf(checkpointOf(shared, large))).toBe("none");
  });

  test("a part that is not there, with those that are", () => {
    const file = new Uint8Array(readFileSync(`${folder}/nested.pth`));
    expect(() => readPth(file, {part: "ema"})).toThrow("unknown part: ema; there are state_dict, model_ema");
  });

  test("code by its name, with what would do", () => {
    expect(() => readPth(pickled(...call("os.system")))).toThrow(
      "refused: os.system; only tensors and dictionaries are read, so save model.state_dict() alone"
    );
  });

  test("integers that no extent is", () => {
    const wide = [0x8a, 8, 0, 0, 0, 0, 0, 0, 0, 0x40];
    const pickle = dictOf(tensorOf()).flatMap((part) => [part]);
    const at = pickle.lastIndexOf("J");
    pickle.splice(at, integer(0).length, ...wide);
    expect(faultOf(checkpointOf(pickle, sixteen))).not.toBe("none");
  });
});
