import {expect, test} from "vitest";
import type {CellState} from "../../../renderer/notebook/engine/types.ts";
import {start} from "./run.ts";

test("an edited cell says so and keeps its value until it is run", async () => {
  const {engine, state, edit, output, value} = start(["const a = 1", "a + 1"]);
  await engine.run();
  edit(1, "const a = 2");
  expect(state(1)).toMatchObject({status: "edited", reason: "edited since it ran"});
  expect([state(2).status, value("a")]).toEqual(["idle", 1]);
  await engine.run([1]);
  expect([state(1).status, output(2)]).toEqual(["idle", [3]]);
  engine.dispose();
});

test("an edited cell with an error keeps the error and says edited", async () => {
  const {engine, state, edit} = start(["null.x"]);
  await engine.run();
  edit(1, "null.y");
  expect(state(1)).toMatchObject({status: "edited", error: {message: expect.stringContaining("'x'")}});
  engine.dispose();
});

test("editing back is not edited", async () => {
  const {engine, state, edit} = start(["const a = 1"]);
  await engine.run();
  edit(1, "const a = 12");
  edit(1, "const a = 1");
  expect(state(1).status).toBe("idle");
  engine.dispose();
});

test.each([
  ["a comment", "const a = count('n') // why"],
  ["layout", "const   a =\n\n  count( 'n' )"],
  ["a semicolon", "const a = count('n');"]
])("%s makes a cell neither edited nor run again", async (_what, source) => {
  const {engine, state, edit, counts} = start(["const a = count('n')"]);
  await engine.run();
  edit(1, source);
  expect(state(1).status).toBe("idle");
  await engine.run();
  expect(counts.get("n")).toBe(1);
  engine.dispose();
});

test("a type makes a cell neither edited nor run again", async () => {
  const {engine, state, edit, counts} = start([{mode: "ts", source: "const a = count('n')"}]);
  await engine.run();
  edit(1, "const a: number = count('n') as number");
  expect(state(1).status).toBe("idle");
  await engine.run();
  expect(counts.get("n")).toBe(1);
  engine.dispose();
});

test("moving, pinning and running an unchanged notebook run nothing again", async () => {
  const {engine, counts, set, cells, status} = start(["const a = count('a')", "const b = count('b') + a", "b"]);
  await engine.run();
  set([cells[2], {...cells[0], pinned: false}, cells[1]]);
  await engine.run();
  expect([counts.get("a"), counts.get("b"), status()]).toEqual([1, 1, "idle idle idle"]);
  engine.dispose();
});

test("a renamed variable keeps its value, and its readers find it under the new name", async () => {
  const {engine, state, edit, counts, output} = start(["const a = count('n') * 10", "a + 1", "b + 2"]);
  await engine.run();
  expect(state(3)).toMatchObject({status: "error", reason: "b is not defined"});
  edit(1, "const b = count('n') * 10");
  expect(state(1).status).toBe("edited");
  await engine.run([1]);
  expect(counts.get("n")).toBe(1);
  expect([state(1).status, output(3), state(2).reason]).toEqual(["idle", [12], "a is not defined"]);
  engine.dispose();
});

test("a renamed view keeps its element and goes on", async () => {
  const {engine, frames, edit, output, sliders, value} = start(["const a = view(slider('s', 1))", "const c = b * 2"]);
  await engine.run();
  const [element] = output(1);
  edit(1, "const b = view(slider('s', 1))");
  await engine.run([1]);
  expect([output(1), value("c")]).toEqual([[element], 2]);
  sliders.get("s")?.move(5);
  await frames();
  expect(value("c")).toBe(10);
  engine.dispose();
});

test.each([
  [
    "a function, whose name can be seen",
    "function a() { return count('n') }; const x = a()",
    "function b() { return count('n') }; const x = b()"
  ],
  ["a property of the same name", "const a = {a: count('n')}.a", "const b = {b: count('n')}.b"],
  ["a shorthand property", "const a = count('n'); const o = {a}", "const b = count('n'); const o = {b}"],
  [
    "an inner variable",
    "const a = count('n'); const o = [1].map((b) => a + b)",
    "const b = count('n'); const o = [1].map((b) => b + b)"
  ]
])("renaming %s is a change", async (_what, before, after) => {
  const {engine, edit, counts} = start([before]);
  await engine.run();
  edit(1, after);
  await engine.run([1]);
  expect(counts.get("n")).toBe(2);
  engine.dispose();
});

test("hiding a value and showing it again run nothing", async () => {
  const {engine, edit, counts, output, state} = start(["count('n')"]);
  await engine.run();
  edit(1, {hidden: true});
  expect([output(1), state(1).status]).toEqual([[], "idle"]);
  edit(1, {hidden: false});
  expect([output(1), counts.get("n")]).toEqual([[1], 1]);
  engine.dispose();
});

test("naming and renaming a template's value run nothing", async () => {
  const {engine, edit, counts, value} = start([{mode: "md", source: "${count('n')}"}]);
  await engine.run();
  edit(1, {output: "x"});
  await engine.run();
  expect(value("x")).toBe("1");
  edit(1, {output: "y"});
  await engine.run();
  expect([value("x"), value("y"), counts.get("n")]).toEqual([undefined, "1", 1]);
  engine.dispose();
});

test("a cell is told running before its code begins, and started before it is evaluated", async () => {
  const told: string[] = [];
  const {engine} = start(["note('code')"], {
    library: {note: () => (text: string) => told.push(text)},
    observer: {
      state: ({id, status}) => told.push(`${id} ${status}`),
      started: (id) => told.push(`started ${id}`),
      finished: (id) => told.push(`finished ${id}`)
    }
  });
  await engine.run();
  expect(told).toEqual(["1 idle", "1 waiting", "started 1", "1 running", "code", "finished 1", "1 idle"]);
  engine.dispose();
});

test("started and finished are told once for each run, also when it fails or is given up", async () => {
  const {engine, frames, log, edit} = start(["null.x", "await new Promise(() => {})", "await null.y"]);
  void engine.run();
  await frames();
  expect(log.sort()).toEqual(["finished 1", "finished 3", "started 1", "started 2", "started 3"]);
  edit(2, "1");
  await engine.run([2]);
  expect(log.filter((line) => line.endsWith("2")).sort()).toEqual([
    "finished 2",
    "finished 2",
    "started 2",
    "started 2"
  ]);
  engine.dispose();
});

test.each([
  ["never settles", "const a = await new Promise(() => {})", "const a = 1"],
  ["declares a promise that never settles", "const a = new Promise(() => {})", "const a = 1"],
  ["waits in a generator for ever", "const a = (async function* () { await new Promise(() => {}) })()", "const a = 1"]
])("a cell that %s can be repaired", async (_what, before, after) => {
  const {engine, frames, edit, value, status} = start([before, "const b = a"]);
  void engine.run();
  await frames();
  edit(1, after);
  await engine.run([1]);
  expect([value("b"), status()]).toEqual([1, "idle idle"]);
  engine.dispose();
});

test("elapsed is the time from the start to the last promise", async () => {
  let time = 0;
  const {engine, state} = start(["await tick(5); const a = tick(7)", "1"], {
    now: () => time,
    library: {tick: () => async (n: number) => void (time += n)}
  });
  await engine.run();
  expect([state(1).elapsed, state(2).elapsed]).toEqual([12, 0]);
  engine.dispose();
});

test("a state is told when it changes, and not otherwise", async () => {
  const told: CellState[] = [];
  const {engine, frames, sliders} = start(["const a = view(slider('a', 1))", "a", "1"], {
    observer: {state: (state) => told.push(state)}
  });
  await engine.run();
  const third = told.filter(({id}) => id === 3).length;
  const count = told.length;
  await frames();
  expect(told.length).toBe(count);
  sliders.get("a")?.move(2);
  await frames();
  expect(told.length).toBeGreaterThan(count);
  expect(told.filter(({id}) => id === 3).length).toBe(third);
  engine.dispose();
});

test("variables are told with their values, and forgotten with their cells", async () => {
  const told: string[] = [];
  const {engine, frames, set} = start(["const a = 1, b = Promise.reject(new Error('no'))"], {
    observer: {
      variable: ({name, cell, status, value}) => told.push(`${name} ${cell} ${status} ${value}`),
      forgotten: (name, cell) => told.push(`forgotten ${name} ${cell}`)
    }
  });
  await engine.run();
  expect(told).toContain("a 1 fulfilled 1");
  expect(told).toContain("b 1 rejected undefined");
  expect([...engine.variables.keys()]).toEqual(["a", "b"]);
  set([]);
  await frames();
  expect(told.slice(-2).sort()).toEqual(["forgotten a 1", "forgotten b 1"]);
  expect(engine.variables.size).toBe(0);
  engine.dispose();
});
