import {describe, expect, test} from "vitest";
import {
  type FromFrame,
  type FromShell,
  largestFile,
  longestText,
  readFromFrame,
  readFromShell
} from "../../renderer/protocol/messages.ts";
import {SchemaError} from "../../renderer/protocol/schema.ts";

const fromFrame: FromFrame[] = [
  {type: "ready"},
  {type: "opened", title: "First light", cells: 12},
  {type: "opened", title: "", cells: 0, error: "no <notebook> in the file"},
  {type: "changed", revision: 3, text: "<notebook>…", dirty: true},
  {type: "save", revision: 3, text: ""},
  {type: "unwritable", cell: 4, error: "the text would end the cell"},
  {type: "started", cell: 1},
  {type: "finished", cell: 1},
  {type: "title", title: "ü"},
  {type: "outline", entries: [{cell: 1, level: 2, text: "Training"}]},
  {type: "status", backend: "webgpu", device: "", reason: "", running: null, runs: 0},
  {type: "status", backend: null, device: "", reason: "", running: 4, runs: 1},
  {type: "pong", n: 0},
  {type: "commands", commands: [{id: "run", title: "Run", group: "Cells", key: "Shift-Enter"}]},
  {type: "shortcut", name: "palette"},
  {type: "merged", n: 1, revision: 2, text: "", dirty: false},
  {type: "conflicts", n: 1, cells: [{cell: 3, base: null, ours: "a", theirs: "b"}]},
  {type: "store", request: 1, operation: "put", fingerprint: "ab", file: "plan.json", bytes: new Uint8Array(3)},
  {type: "store", request: 2, operation: "list"},
  {type: "download", name: "w.safetensors", bytes: new Uint8Array(0)},
  {type: "link", url: "https://example.org/"},
  {type: "progress", text: "epoch 1", fraction: 0.5},
  {type: "report", report: "{}"}
];
const fromShell: FromShell[] = [
  {type: "open", text: "", saved: "", path: "a.html", mode: "run", filesBase: "/files/x/"},
  {type: "open", text: "", saved: "", path: "a.html", mode: "paused", filesBase: "/", hung: 7},
  {
    type: "open",
    text: "",
    saved: "",
    path: "a",
    mode: "run",
    filesBase: "/",
    batch: {set: {width: "16"}, backend: "auto"}
  },
  {type: "run"},
  {type: "saved", revision: 0},
  {type: "outside", n: 1, text: "", trusted: false},
  {type: "resolve", n: 1, choice: "both"},
  {type: "command", id: "run"},
  {type: "reveal", cell: 1},
  {type: "flush"},
  {type: "ping", n: 9},
  {type: "stored", request: 1, bytes: null},
  {type: "stored", request: 1, names: ["plan.json"]}
];

describe("a message that fits", () => {
  test.each(fromFrame)("passes from the frame: $type", (message) => {
    expect(readFromFrame(structuredClone(message))).toEqual(message);
  });
  test.each(fromShell)("passes from the shell: $type", (message) => {
    expect(readFromShell(structuredClone(message))).toEqual(message);
  });
  test("is copied, so that an accessor or a prototype does not travel on", () => {
    const message = Object.assign(Object.create({evil: 1}), {type: "started", cell: 1});
    const read = readFromFrame(message);
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    expect(read).not.toBe(message);
  });
});

const malformed: [string, unknown, string][] = [
  ["nothing", undefined, "invalid message from the notebook: expected an object with a type"],
  ["text", "changed", "invalid message from the notebook: expected an object with a type"],
  ["a list", [{type: "ready"}], "invalid message from the notebook: expected an object with a type"],
  ["no type", {}, "unknown message from the notebook: undefined; known are ready"],
  ["an unknown type", {type: "exec"}, 'unknown message from the notebook: "exec"; known are ready'],
  ["a type that is no text", {type: {}}, "unknown message from the notebook: object"],
  ["a name of the prototype", {type: "constructor"}, 'unknown message from the notebook: "constructor"'],
  ["__proto__", {type: "__proto__"}, 'unknown message from the notebook: "__proto__"'],
  ["a message of the shell's", {type: "run"}, 'unknown message from the notebook: "run"'],
  ["an unknown field", {type: "ready", token: "x"}, "unknown field; known are type (ready.token)"],
  [
    "a missing field",
    {type: "changed", text: "", dirty: true},
    "missing; expected a whole number ≥ 0 (changed.revision)"
  ],
  [
    "a negative revision",
    {type: "changed", revision: -1, text: "", dirty: true},
    "invalid: -1; expected a whole number ≥ 0 (changed.revision)"
  ],
  ["a fraction", {type: "started", cell: 1.5}, "invalid: 1.5; expected a whole number ≥ 1 (started.cell)"],
  ["NaN", {type: "started", cell: NaN}, "invalid: NaN; expected a whole number ≥ 1 (started.cell)"],
  ["a number too large to be whole", {type: "started", cell: 2 ** 60}, "invalid: 1152921504606847000; expected"],
  ["a number as text", {type: "started", cell: "7"}, 'invalid: "7"; expected a whole number ≥ 1 (started.cell)'],
  ["cell 0", {type: "finished", cell: 0}, "invalid: 0; expected a whole number ≥ 1 (finished.cell)"],
  [
    "text that is an object",
    {type: "save", revision: 1, text: {toString: null}},
    "invalid: an object; expected text (save.text)"
  ],
  [
    "dirty that is no truth",
    {type: "changed", revision: 1, text: "", dirty: 1},
    "invalid: 1; expected true or false (changed.dirty)"
  ],
  [
    "a heading of level 9",
    {
      type: "outline",
      entries: [
        {cell: 1, level: 1, text: ""},
        {cell: 1, level: 9, text: ""}
      ]
    },
    "invalid: 9; expected a whole number from 1 to 6 (outline.entries[1].level)"
  ],
  ["an outline that is no list", {type: "outline", entries: {length: 3}}, "invalid: an object; expected a list"],
  [
    "too many commands",
    {type: "commands", commands: Array.from({length: 501}, () => null)},
    "too long: 501 items; expected at most 500 (commands.commands)"
  ],
  [
    "an unknown backend",
    {type: "status", backend: "cuda", device: "", reason: "", running: null, runs: 0},
    'invalid: "cuda"; expected one of webgpu, webgl, wasm, cpu (status.backend)'
  ],
  [
    "a title of a megabyte",
    {type: "title", title: "x".repeat(2 ** 20)},
    "too long: 1048576 characters; expected at most 2000 (title.title)"
  ],
  [
    "a shortcut that would do harm",
    {type: "shortcut", name: "delete"},
    'invalid: "delete"; expected one of palette, sidebar, next-pane (shortcut.name)'
  ],
  [
    "bytes that are a list",
    {type: "download", name: "a", bytes: [1, 2]},
    "invalid: a list of 2; expected bytes (download.bytes)"
  ],
  [
    "bytes in shared memory",
    {
      type: "store",
      request: 1,
      operation: "put",
      fingerprint: "a",
      file: "b",
      bytes: new Uint8Array(new SharedArrayBuffer(4))
    },
    "invalid: 4 bytes; expected bytes (store.bytes)"
  ],
  [
    "an unknown operation",
    {type: "store", request: 1, operation: "rename", fingerprint: "a"},
    'invalid: "rename"; expected one of get, put, list, delete (store.operation)'
  ],
  [
    "a fraction that is infinite",
    {type: "progress", text: "", fraction: Infinity},
    "invalid: Infinity; expected a finite number (progress.fraction)"
  ],
  [
    "a conflict without a side",
    {type: "conflicts", n: 1, cells: [{cell: 1, base: null, ours: "a"}]},
    "missing; expected text (conflicts.cells[0].theirs)"
  ]
];

describe("a malformed message", () => {
  test.each(malformed)("is refused with what is wrong: %s", (_, message, words) => {
    expect(() => readFromFrame(message)).toThrow(SchemaError);
    expect(() => readFromFrame(message)).toThrow(words);
  });

  test("with too long a text is refused before anything reads it", () => {
    const text = "x".repeat(longestText + 1);
    expect(() => readFromFrame({type: "save", revision: 1, text})).toThrow("too long: 67108865 characters");
  });

  test("with too large a file is refused", () => {
    const bytes = new Uint8Array(largestFile + 1);
    expect(() => readFromFrame({type: "download", name: "a", bytes})).toThrow(/download/);
  });

  test.each([
    [{type: "open"}, "missing; expected text (open.text)"],
    [
      {type: "open", text: "", saved: "", path: "", mode: "trust", filesBase: ""},
      "expected one of run, paused, preview"
    ],
    [{type: "saved", revision: null}, "invalid: null; expected a whole number ≥ 0 (saved.revision)"],
    [{type: "resolve", n: 1, choice: "none"}, "expected one of ours, theirs, both (resolve.choice)"],
    [{type: "changed", revision: 1, text: "", dirty: true}, 'unknown message from the shell: "changed"'],
    [
      {type: "open", text: "", saved: "", path: "", mode: "run", filesBase: "", batch: {set: {a: 1}, backend: "auto"}},
      "invalid: 1; expected text (open.batch.set.a)"
    ]
  ])("from the shell is refused as well: %j", (message, words) => {
    expect(() => readFromShell(message)).toThrow(words);
  });
});
