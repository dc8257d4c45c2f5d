import {expect, test} from "vitest";
import {start} from "./run.ts";

test("display appends and returns its value", async () => {
  const {engine, output, value} = start(["const a = display(1) + display(2)"]);
  await engine.run();
  expect([output(1), value("a")]).toEqual([[1, 2], 3]);
  engine.dispose();
});

test("an expression shows its value, a program does not", async () => {
  const {engine, output} = start([
    "1 + 1",
    "1 + 1;",
    "const a = 3",
    "undefined",
    {source: "4", hidden: true},
    "{a: 1}"
  ]);
  await engine.run();
  expect([1, 2, 3, 4, 5, 6].map(output)).toEqual([[2], [], [], [undefined], [], [{a: 1}]]);
  engine.dispose();
});

test("the first display of a new run clears the output of the old one, not before", async () => {
  const {engine, frames, output, sliders} = start([
    "const a = view(slider('a', 1))",
    "display(a); await a; display(-a)"
  ]);
  await engine.run();
  expect(output(2)).toEqual([1, -1]);
  sliders.get("a")?.move(2);
  await frames(12);
  expect(output(2)).toEqual([2, -2]);
  engine.dispose();
});

test("a run that shows nothing clears what the run before showed", async () => {
  const {engine, frames, output, sliders} = start(["const a = view(slider('a', 1))", "if (a === 1) display('one')"]);
  await engine.run();
  expect(output(2)).toEqual(["one"]);
  sliders.get("a")?.move(2);
  await frames();
  expect(output(2)).toEqual([]);
  engine.dispose();
});

test("a display from an outdated run throws", async () => {
  const {engine, output, value} = start(["const later = (x) => display(x)"]);
  await engine.run();
  const old = value("later") as (x: number) => number;
  old(1);
  await engine.run([1]);
  expect(() => old(2)).toThrow("stale display");
  (value("later") as typeof old)(3);
  expect(output(1)).toEqual([3]);
  engine.dispose();
});

test("a display from a cell that is gone throws", async () => {
  const {engine, set, value} = start(["const later = (x) => display(x)"]);
  await engine.run();
  const old = value("later") as (x: number) => number;
  set([]);
  expect(() => old(1)).toThrow("stale display");
  engine.dispose();
});

test("display may be passed on", async () => {
  const {engine, output} = start(["const d = display", "d('from 2')"]);
  await engine.run();
  expect([output(1), output(2)]).toEqual([["from 2"], ["from 2"]]);
  engine.dispose();
});

test("each value of a generator replaces the one before", async () => {
  const {engine, frames, output} = start(["(function* () { yield 1; yield 2; yield 3 })()"]);
  await engine.run();
  await frames(8);
  expect(output(1)).toEqual([3]);
  engine.dispose();
});

test("what a run showed stays when it then fails; what an earlier run showed goes", async () => {
  const {engine, edit, output} = start(["display(1); null.x", "display(2)"]);
  await engine.run();
  expect(output(1)).toEqual([1]);
  edit(2, "null.x");
  await engine.run([2]);
  expect(output(2)).toEqual([]);
  engine.dispose();
});

test("a cell that does not parse clears its output when run", async () => {
  const {engine, edit, output} = start(["display(1)"]);
  await engine.run();
  edit(1, "display(");
  expect(output(1)).toEqual([1]);
  await engine.run([1]);
  expect(output(1)).toEqual([]);
  engine.dispose();
});

test("a cell that waits for one that failed shows nothing old", async () => {
  const {engine, edit, output} = start(["const a = 1", "a"]);
  await engine.run();
  edit(1, "const a = null.x");
  await engine.run([1]);
  expect(output(2)).toEqual([]);
  engine.dispose();
});
