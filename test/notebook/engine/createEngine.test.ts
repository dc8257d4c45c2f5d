import {expect, test} from "vitest";
import {start} from "./run.ts";

test("nothing runs until it is asked to", async () => {
  const {engine, log, frames, status, state} = start(["count('a')", "1"]);
  await frames();
  expect(log).toEqual([]);
  expect(status()).toBe("idle idle");
  expect(state(1).reason).toBe("has not run");
  engine.dispose();
});

test("cells run in the order of their names, whatever their place", async () => {
  const {engine, log, output, status} = start(["a + b", "const b = a * 2", "const a = 1"]);
  await engine.run();
  expect(output(1)).toEqual([3]);
  expect(log.filter((line) => line.startsWith("started"))).toEqual(["started 3", "started 2", "started 1"]);
  expect(status()).toBe("idle idle idle");
  engine.dispose();
});

test("a promise that the page holds is awaited before its reader runs", async () => {
  let resolve: (n: number) => void = () => {};
  const {engine, frames, state, output} = start(["const a = later", "a + 1"], {
    global: (name) => (name === "later" ? {then: (f: (n: number) => void) => void (resolve = f)} : undefined)
  });
  const done = engine.run();
  await frames();
  expect(state(1)).toMatchObject({status: "waiting"});
  resolve(4);
  await done;
  expect(output(2)).toEqual([5]);
  engine.dispose();
});

test("a promise that a cell declares is awaited by its readers", async () => {
  const {engine, frames, state, value, sliders} = start([
    "const s = slider('s'); const a = new Promise((resolve) => s.addEventListener('input', () => resolve(s.value)))",
    "const b = a + 1"
  ]);
  const done = engine.run();
  await frames();
  expect(state(1)).toMatchObject({status: "running", reason: "`a` is being awaited"});
  expect(state(2)).toMatchObject({status: "waiting", reason: "waiting for `a` (cell 1)", because: [1]});
  sliders.get("s")?.move(2);
  await done;
  expect([state(1).status, state(2).status, value("b")]).toEqual(["idle", "idle", 3]);
  engine.dispose();
});

test("a view gives its value and its changes", async () => {
  const {engine, frames, value, sliders, output} = start(["const a = view(slider('a', 1))", "const b = a * 10"]);
  await engine.run();
  expect([output(1), value("b")]).toEqual([[sliders.get("a")], 10]);
  sliders.get("a")?.move(2);
  await frames();
  expect(value("b")).toBe(20);
  engine.dispose();
});

test("a view without a value yields nothing yet, and run does not wait for it", async () => {
  const {engine, frames, sliders, output, state} = start(["const a = view(slider('a'))", "a * 2"]);
  await engine.run();
  expect(state(2)).toMatchObject({status: "waiting", reason: "waiting for `a` (cell 1)"});
  sliders.get("a")?.move(4);
  await frames();
  expect(output(2)).toEqual([8]);
  engine.dispose();
});

test("a generator gives its latest value, and returns when its cell runs again", async () => {
  const {engine, frames, value, counts} = start([
    "const a = (function* () { try { let i = 0; while (true) yield i++ } finally { count('returned') } })()",
    "const b = a"
  ]);
  await engine.run();
  await frames(10);
  expect(value("b")).toBeGreaterThan(3);
  await engine.run([1]);
  expect(counts.get("returned")).toBe(1);
  engine.dispose();
});

test("a mutable value is set by functions that its cell exports", async () => {
  const {engine, frames, value} = start([
    "const n = Mutable(0); const more = () => { n.value++ }",
    "const seen = n + 1",
    "more"
  ]);
  await engine.run();
  expect(value("seen")).toBe(1);
  (value("more") as () => void)();
  (value("more") as () => void)();
  await frames();
  expect([value("n"), value("seen")]).toEqual([2, 3]);
  engine.dispose();
});

test("invalidation resolves before the cell runs again, and when it goes", async () => {
  const {engine, frames, counts, set} = start(["invalidation.then(() => count('gone')); count('run')"]);
  await engine.run();
  expect(counts.get("gone")).toBeUndefined();
  await engine.run([1]);
  expect(counts.get("gone")).toBe(1);
  set([]);
  await frames();
  expect([counts.get("gone"), counts.get("run")]).toEqual([2, 2]);
  engine.dispose();
});

test("visibility is a promise of being on screen", async () => {
  const {engine, output} = start(["await visibility(); display('seen')"]);
  await engine.run();
  expect(output(1)).toEqual(["seen"]);
  engine.dispose();
});

test("what is imported is an output like any other", async () => {
  const {engine, output, value} = start([
    "import seven, {sum as total} from 'npm:d3'\nimport * as all from 'npm:d3'",
    "total([seven, 1])",
    "Object.keys(all)"
  ]);
  await engine.run();
  expect([output(2), output(3), value("seven")]).toEqual([[8], [["sum", "default"]], 7]);
  engine.dispose();
});

test("import(…) goes the same way as import", async () => {
  const {engine, output, state} = start(["(await import('npm:d3')).default", "await import('npm:' + 'lodash')"]);
  await engine.run();
  expect(output(1)).toEqual([7]);
  expect(state(2)).toMatchObject({status: "error", reason: "lodash is not part of Subband"});
  engine.dispose();
});

test("md, html and tex are templates of their names", async () => {
  const {engine, output} = start([
    "const a = 3",
    {mode: "md", source: "# `${a}` \\alpha \\${a} $\\{a}"},
    {mode: "html", source: '<b title="`">${a}\\n</b>'},
    {mode: "tex", source: "\\frac{1}{${a + 1}} \\\\"}
  ]);
  await engine.run();
  expect([output(2), output(3), output(4)]).toEqual([
    ["# `3` \\alpha ${a} ${a}"],
    ['<b title="`">3\\n</b>'],
    ["\\frac{1}{4} \\\\"]
  ]);
  engine.dispose();
});

test("a template names its value by its output attribute", async () => {
  const {engine, output, value} = start([{mode: "md", source: "x", output: "intro"}, "intro + '!'"]);
  await engine.run();
  expect([value("intro"), output(2)]).toEqual(["x", ["x!"]]);
  engine.dispose();
});

test("languages that do not run here say so, and so do their readers", async () => {
  const {engine, state} = start([
    {mode: "python", source: "x = 1", output: "x"},
    "x",
    {mode: "sql", source: "SELECT 1"}
  ]);
  await engine.run();
  expect(state(1)).toMatchObject({status: "idle", reason: "python cells do not run here", error: undefined});
  expect(state(2)).toMatchObject({status: "waiting", reason: "waiting for `x` (cell 1)"});
  expect(state(3)).toMatchObject({status: "idle", reason: "sql cells do not run here"});
  engine.dispose();
});

test("the engine's library is made on first use", async () => {
  let made = 0;
  const {engine} = start(["1", "lazy"], {library: {lazy: () => ++made}});
  await engine.run([1]);
  expect(made).toBe(0);
  await engine.run([2]);
  await engine.run([2]);
  expect(made).toBe(1);
  engine.dispose();
});

test("per-cell names know their cell and its run", async () => {
  const ids: number[] = [];
  const {engine, output, counts} = start(["who(1)", "who(2)"], {
    perCell: {
      who:
        ({id, display, invalidation}) =>
        (n: number) => {
          ids.push(id);
          display(`card ${n}`);
          void invalidation.then(() => counts.set(`ended ${id}`, 1));
          return n * 10;
        }
    }
  });
  await engine.run();
  expect(ids.sort()).toEqual([1, 2]);
  expect(output(2)).toEqual(["card 2"]); // what a run displays itself stands for its value
  await engine.run([2]);
  expect([counts.get("ended 1"), counts.get("ended 2")]).toEqual([undefined, 1]);
  engine.dispose();
});

test("a per-cell name that is still being loaded is awaited before its cell begins", async () => {
  const {engine, output, state} = start(["lazy + 1", "broken"], {
    perCell: {lazy: async ({id}) => id * 10, broken: () => Promise.reject(new Error("offline"))}
  });
  await engine.run();
  expect([output(1), state(2).reason]).toEqual([[11], "offline"]);
  engine.dispose();
});

test("dispose ends everything and is told nothing any more", async () => {
  const {engine, frames, log, counts} = start([
    "const a = (function* () { try { while (true) yield count('yield') } finally { count('returned') } })()",
    "await new Promise(() => {})"
  ]);
  void engine.run();
  await frames();
  engine.dispose();
  await frames();
  const yields = counts.get("yield");
  const told = log.length;
  await frames();
  expect([counts.get("returned"), counts.get("yield"), log.length]).toEqual([1, yields, told]);
  expect(log.filter((line) => line.endsWith("2"))).toEqual(["started 2", "finished 2"]);
});
