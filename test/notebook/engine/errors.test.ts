import {expect, test} from "vitest";
import type {CellError} from "../../../renderer/notebook/engine/errors.ts";
import type {Mode} from "../../../renderer/notebook/format/notebook.ts";
import {start} from "./run.ts";

/** The error of one cell run alone. */
async function errorOf(source: string, mode: Mode = "js", before: string[] = []): Promise<CellError | undefined> {
  const {engine, state} = start([{mode, source}, ...before]);
  await engine.run();
  const {error} = state(1);
  engine.dispose();
  return error;
}

const thrown: [string, string, Mode, number, number][] = [
  ["on line 1", "null.x", "js", 1, 6],
  ["on line 1 of a program", "const a = 1; null.x;", "js", 1, 19],
  ["on line 3", "const a = 1;\n\nnull.x;", "js", 3, 6],
  ["on line 1 with inputs", "void Generators; void Mutable; null.x;", "js", 1, 37],
  ["after imports", "import {sum} from 'npm:d3';\nimport * as d3 from 'npm:d3';\n  sum([1]).x.y.z;", "js", 3, 13],
  ["on the line of an import", "import {sum} from 'npm:d3'; null.x;", "js", 1, 34],
  ["after await", "await 1;\nawait 2;\n    null.x;", "js", 3, 10],
  ["in a function", "function f() {\n  return null.x;\n}\nf();", "js", 2, 15],
  ["in TypeScript", "const a: number = 1;\ninterface B {\n  c: string;\n}\n(null as any).x;", "ts", 5, 15],
  ["on line 1 of TypeScript", "const a: {b: number} = null as any, c = a.b;", "ts", 1, 43],
  ["in a dynamic import's line", "const m = await import('npm:d3'); m.nothing.x", "js", 1, 45],
  ["in Markdown", "# Title ` ` \\\n\n${null.x}", "md", 3, 8],
  ["on line 1 of Markdown, after `ticks`", "`a` \\b ${1} ${null.x}", "md", 1, 20],
  ["in HTML", "<p>\n<b>${null.x}</b>", "html", 2, 11],
  ["after a paragraph separator in a string", "const a = '\u2028';\nnull.x;", "js", 2, 6]
];

test.each(thrown)("an exception %s has the cell's line and column", async (_where, source, mode, line, column) => {
  expect(await errorOf(source, mode)).toMatchObject({cell: 1, line, column, kind: "TypeError"});
});

test("the position is the property that fails, as the engine counts it", async () => {
  const source = "const abc = {};\nabc.def.ghi";
  const error = await errorOf(source);
  expect(source.split("\n")[1].slice((error?.column ?? 0) - 1)).toBe("ghi");
});

test("frames lead through other cells, innermost first, without the engine's own", async () => {
  const {engine, state} = start([
    "outer()",
    "function inner() {\n  throw new RangeError('deep')\n}\nconst outer = () => [1].map(() => inner())"
  ]);
  await engine.run();
  const {error} = state(1);
  expect(error).toMatchObject({cell: 1, line: 1, column: 1, kind: "RangeError", message: "deep"});
  expect(error?.frames.map(({cell, line, name}) => [cell, line, name])).toEqual([
    [2, 2, "inner"],
    [2, 4, ""],
    [2, 4, "outer"],
    [1, 1, ""]
  ]);
  engine.dispose();
});

test("what is thrown need not be an error", async () => {
  expect(await errorOf("throw 'words'")).toMatchObject({message: "words", kind: "", line: undefined, cause: "words"});
  expect(await errorOf("throw {a: 1};")).toMatchObject({message: '{"a":1}'});
  expect(await errorOf("throw undefined;")).toMatchObject({message: "undefined"});
  expect(await errorOf("await Promise.reject(null)")).toMatchObject({message: "null"});
});

test("a syntax error is at its place", async () => {
  expect(await errorOf("const a = 1;\nconst b = = 2;")).toMatchObject({
    kind: "SyntaxError",
    line: 2,
    column: 11,
    message: "unexpected token"
  });
  expect(await errorOf("const a = 1;\nenum E {}", "ts")).toMatchObject({
    line: 2,
    column: 1,
    message: expect.stringContaining("only erasable")
  });
});

test("an export that is not there is told at the import's own line", async () => {
  expect(await errorOf("const a = 1;\nimport {sum,\n  nothing} from 'npm:d3';\n")).toMatchObject({
    line: 3,
    column: 3,
    message: "export 'nothing' not found in npm:d3"
  });
});

test("a library that is not bundled is told at the import's own line", async () => {
  expect(await errorOf("\nimport _ from 'npm:lodash'")).toMatchObject({
    line: 2,
    column: 15,
    message: "lodash is not part of Subband"
  });
});

test("an undefined name is told at its first use", async () => {
  expect(await errorOf("const a = 1;\n  a + nothing")).toMatchObject({
    kind: "ReferenceError",
    line: 2,
    column: 7,
    message: "nothing is not defined"
  });
  expect(await errorOf("echarts.init()")).toMatchObject({message: "echarts is not part of Subband"});
});

test("a page's name is found, and a cell may define it instead", async () => {
  const {engine, output} = start(["name2", "structuredClone(name2)", "const structuredClone = (x) => [x]"], {
    global: (name) => {
      if (name === "name2") return 5;
      throw new Error("no");
    }
  });
  await engine.run();
  expect([output(1), output(2)]).toEqual([[5], [[5]]]);
  engine.dispose();
});

test("a library that does not load is told by those who read it", async () => {
  const {engine, state} = start(["broken"], {library: {broken: () => Promise.reject(new Error("offline"))}});
  await engine.run();
  expect(state(1)).toMatchObject({status: "error", reason: "broken could not be loaded: offline"});
  engine.dispose();
});

test("errors travel: the box stands where it began, readers wait", async () => {
  const {engine, state, edit, value} = start(["const a = b.c.d", "const b = {}", "const e = a", "e"]);
  await engine.run();
  expect(state(1)).toMatchObject({status: "error", error: {cell: 1}});
  expect(state(3)).toMatchObject({
    status: "waiting",
    reason: "waiting for `a` (cell 1)",
    because: [1],
    error: undefined
  });
  expect(state(4)).toMatchObject({status: "waiting", reason: "waiting for `e` (cell 3)"});
  edit(2, "const b = {c: {d: 1}}");
  await engine.run([2]);
  expect([state(1).status, state(3).status, value("e")]).toEqual(["idle", "idle", 1]);
  engine.dispose();
});

test("a cell that does not parse keeps its readers waiting", async () => {
  const {engine, state, edit} = start(["const a = 1", "a"]);
  await engine.run();
  edit(1, "const a = = 1");
  await engine.run([1]);
  expect([state(1).status, state(2).reason]).toEqual(["error", "waiting for `a` (cell 1)"]);
  engine.dispose();
});

test("a promise that rejects is the failure of the cell that declares it", async () => {
  const {engine, state} = start(["const a = Promise.reject(new Error('late'));\nconst b = 1", "a", "b"]);
  await engine.run();
  expect(state(1)).toMatchObject({status: "error", reason: "late", error: {line: 1}});
  expect([state(2).reason, state(3).status]).toEqual(["waiting for `a` (cell 1)", "idle"]);
  engine.dispose();
});

test("a generator that throws is the failure of its cell", async () => {
  const {engine, frames, state} = start(["const a = (function* () { yield 1; throw new Error('dry') })()", "a"]);
  await engine.run();
  await frames();
  expect([state(1).reason, state(2).reason]).toEqual(["dry", "waiting for `a` (cell 1)"]);
  engine.dispose();
});

test("a duplicate is told by every cell that defines it, and clears when repaired", async () => {
  const {engine, state, edit, value} = start(["const a = 1", "const a = 2", "const b = a"]);
  await engine.run();
  expect(state(1)).toMatchObject({status: "error", reason: "a is also defined in cell 2", error: {line: 1, column: 7}});
  expect(state(2)).toMatchObject({status: "error", reason: "a is also defined in cell 1"});
  expect(state(3)).toMatchObject({
    status: "waiting",
    reason: "waiting for `a`, which cells 1 and 2 define",
    because: [1, 2]
  });
  edit(2, "const c = 2");
  await engine.run([2]);
  expect([state(1).status, state(2).status, state(3).status, value("b")]).toEqual(["idle", "idle", "idle", 1]);
  engine.dispose();
});

test("a duplicate clears when one of its cells goes", async () => {
  const {engine, frames, status, set, cells} = start(["const a = 1", "const a = 2", "a"]);
  await engine.run();
  set(cells.slice(1));
  await frames();
  expect(status()).toBe("idle idle");
  engine.dispose();
});

test("a cycle is told as a path, and clears when it is broken", async () => {
  const {engine, state, edit, value} = start(["const a = b + 1", "const b = a + 1", "a"]);
  await engine.run();
  expect(state(1)).toMatchObject({status: "error", reason: "circular definition: a → b → a"});
  expect(state(2)).toMatchObject({status: "error", reason: "circular definition: a → b → a"});
  expect(state(3)).toMatchObject({status: "waiting", reason: "waiting for `a` (cell 1)"});
  edit(2, "const b = 1");
  await engine.run([2]);
  expect([state(1).status, state(2).status, value("a")]).toEqual(["idle", "idle", 2]);
  engine.dispose();
});

test("a name that a cell would define if it ran is waited for", async () => {
  const {engine, state, edit} = start(["const a = 1", "b"]);
  await engine.run([1]);
  edit(1, "const a = 1, b = 2");
  await engine.run([2]);
  expect(state(2).status).toBe("idle"); // cell 1 was run first
  edit(1, "const a = 1");
  await engine.run([1]);
  expect(state(2)).toMatchObject({status: "error", reason: "b is not defined"});
  edit(1, "const a = 1, b = 3");
  expect(state(2)).toMatchObject({status: "waiting", reason: "waiting for `b` (cell 1, which has not run)"});
  engine.dispose();
});

test("readers of a cell that goes are told", async () => {
  const {engine, frames, state, set, cells} = start(["const a = 1", "a"]);
  await engine.run();
  set(cells.slice(1));
  await frames();
  expect(state(2)).toMatchObject({status: "error", reason: "a is not defined"});
  engine.dispose();
});

test("assigning in strict code what nobody declared is refused before it runs", async () => {
  expect(await errorOf("undeclared = 1")).toMatchObject({kind: "SyntaxError", column: 1});
});
