import {expect, test} from "vitest";
import {start} from "./run.ts";

const chain = [
  "const a = view(slider('a', 1))",
  "const b = a + count('b') * 0",
  "const c = b + count('c') * 0",
  "c + count('d') * 0"
];

test("on demand, a change marks its readers stale, and theirs", async () => {
  const {engine, frames, sliders, state, status, counts, output} = start(chain, {mode: "on demand"});
  await engine.run();
  expect([status(), output(4)]).toEqual(["idle idle idle idle", [1]]);
  sliders.get("a")?.move(2);
  await frames();
  expect(status()).toBe("idle stale stale stale");
  expect(state(2)).toMatchObject({reason: "`a` (cell 1) changed", because: [1]});
  expect(state(3)).toMatchObject({reason: "`b` (cell 2) is stale", because: [2]});
  expect([counts.get("b"), counts.get("c")]).toEqual([1, 1]);
  engine.dispose();
});

test("running a cell first runs the stale cells it needs, and no others", async () => {
  const {engine, frames, sliders, status, counts, output} = start([...chain, "a + count('e') * 0"], {
    mode: "on demand"
  });
  await engine.run();
  sliders.get("a")?.move(3);
  await frames();
  await engine.run([4]);
  expect([status(), output(4)]).toEqual(["idle idle idle idle stale", [3]]);
  expect([counts.get("b"), counts.get("c"), counts.get("d"), counts.get("e")]).toEqual([2, 2, 2, 1]);
  engine.dispose();
});

test("running a cell first runs the cells it needs that never ran, and no others", async () => {
  const {engine, status, log} = start(["const a = 1", "const b = a", "b", "const other = 1"], {mode: "on demand"});
  await engine.run([3]);
  expect(log.filter((line) => line.startsWith("started"))).toEqual(["started 1", "started 2", "started 3"]);
  expect(status()).toBe("idle idle idle idle");
  engine.dispose();
});

test("a value that changes back leaves nobody stale", async () => {
  const {engine, frames, sliders, status} = start(chain, {mode: "on demand"});
  await engine.run();
  sliders.get("a")?.move(2);
  await frames();
  sliders.get("a")?.move(1);
  await frames();
  expect(status()).toBe("idle idle idle idle");
  engine.dispose();
});

test("run without names brings everything up to date, once each", async () => {
  const {engine, frames, sliders, status, counts, output} = start(chain, {mode: "on demand"});
  await engine.run();
  sliders.get("a")?.move(5);
  await frames();
  await engine.run();
  await engine.run();
  expect([status(), output(4), counts.get("b"), counts.get("d")]).toEqual(["idle idle idle idle", [5], 2, 2]);
  engine.dispose();
});

test("an input that fails makes its reader stale, one that is repaired too", async () => {
  const {engine, edit, state, output} = start(["const a = 1", "a + 1"], {mode: "on demand"});
  await engine.run();
  edit(1, "const a = null.x");
  await engine.run([1]);
  expect(state(2)).toMatchObject({status: "stale", reason: "`a` (cell 1) failed"});
  edit(1, "const a = 5");
  await engine.run([1]);
  expect(state(2)).toMatchObject({status: "stale", reason: "`a` (cell 1) changed"});
  await engine.run([2]);
  expect([state(2).status, output(2)]).toEqual(["idle", [6]]);
  engine.dispose();
});

test("a cell that was asked to run while its input failed runs when it is repaired", async () => {
  const {engine, edit, state, output} = start(["const a = null.x", "a + 1"], {mode: "on demand"});
  await engine.run();
  expect(state(2)).toMatchObject({status: "waiting", reason: "waiting for `a` (cell 1)"});
  edit(1, "const a = 5");
  await engine.run([1]);
  expect([state(2).status, output(2)]).toEqual(["idle", [6]]);
  engine.dispose();
});

test("a stale cell keeps its generators and its invalidation", async () => {
  const {engine, frames, sliders, counts, value} = start(
    [
      "const a = view(slider('a', 1))",
      "invalidation.then(() => count('gone')); a; const b = view(slider('b', 10))",
      "const c = b"
    ],
    {mode: "on demand"}
  );
  await engine.run();
  sliders.get("a")?.move(2);
  await frames();
  sliders.get("b")?.move(20);
  await frames();
  expect([counts.get("gone"), value("b"), value("c")]).toEqual([undefined, 20, 10]);
  engine.dispose();
});

test("turning to automatic runs what is stale, and follows from then on", async () => {
  const {engine, frames, sliders, status, output, counts} = start(chain, {mode: "on demand"});
  await engine.run();
  sliders.get("a")?.move(2);
  await frames();
  engine.mode = "automatically";
  await frames();
  expect([status(), output(4), counts.get("d")]).toEqual(["idle idle idle idle", [2], 2]);
  sliders.get("a")?.move(3);
  await frames();
  expect(output(4)).toEqual([3]);
  engine.dispose();
});

test("turning to automatic and back runs nothing where nothing is stale", async () => {
  const {engine, frames, sliders, status, counts} = start(chain);
  await engine.run();
  engine.mode = "on demand";
  engine.mode = "automatically";
  engine.mode = "on demand";
  await frames();
  expect([counts.get("b"), counts.get("d")]).toEqual([1, 1]);
  sliders.get("a")?.move(2);
  await frames();
  expect(status()).toBe("idle stale stale stale");
  engine.dispose();
});

test("a held cell keeps its value when an input changes, and so do its readers", async () => {
  const {engine, frames, sliders, state, counts, output} = start(chain);
  await engine.run();
  engine.hold(2, true);
  expect(state(2)).toMatchObject({status: "idle", reason: "held", held: true});
  sliders.get("a")?.move(2);
  await frames();
  expect(state(2)).toMatchObject({status: "stale", reason: "held; `a` (cell 1) changed"});
  expect([state(3).status, output(4), counts.get("b")]).toEqual(["idle", [1], 1]);
  engine.dispose();
});

test("a held cell that is let go catches up and follows", async () => {
  const {engine, frames, sliders, status, output} = start(chain);
  await engine.run();
  engine.hold(2, true);
  sliders.get("a")?.move(2);
  await frames();
  engine.hold(2, false);
  await frames();
  expect([status(), output(4)]).toEqual(["idle idle idle idle", [2]]);
  sliders.get("a")?.move(3);
  await frames();
  expect(output(4)).toEqual([3]);
  engine.dispose();
});

test("holding and letting go a cell that is up to date runs nothing", async () => {
  const {engine, frames, counts} = start(chain);
  await engine.run();
  engine.hold(2, true);
  engine.hold(2, false);
  await frames();
  expect(counts.get("b")).toBe(1);
  engine.dispose();
});

test("a held cell runs when it is named, and keeps that value", async () => {
  const {engine, frames, sliders, state, output, counts} = start(chain);
  await engine.run();
  engine.hold(2, true);
  sliders.get("a")?.move(2);
  await frames();
  await engine.run();
  expect(counts.get("b")).toBe(1);
  await engine.run([2]);
  expect([state(2).reason, output(4)]).toEqual(["held", [2]]);
  sliders.get("a")?.move(3);
  await frames();
  expect([state(2).status, output(4)]).toEqual(["stale", [2]]);
  engine.dispose();
});

test("a held cell without a value runs once for its reader", async () => {
  const {engine, counts, output} = start(["const a = count('a')", "a"]);
  engine.hold(1, true);
  await engine.run([2]);
  await engine.run([2]);
  expect([counts.get("a"), output(2)]).toEqual([1, [1]]);
  engine.dispose();
});

test("a held view still gives a person's changes", async () => {
  const {engine, frames, sliders, value} = start([
    "const n = view(slider('n', 5))",
    "n; const s = view(slider('s', 1))",
    "const t = s * 10"
  ]);
  await engine.run();
  engine.hold(2, true);
  sliders.get("n")?.move(6);
  await frames();
  sliders.get("s")?.move(2);
  await frames();
  expect(value("t")).toBe(20);
  engine.dispose();
});

test("a held cell follows its input to another cell once it is let go", async () => {
  const {engine, frames, state, set, cells, output} = start(["const a = 1", "a * 10"]);
  await engine.run();
  engine.hold(2, true);
  set([cells[1], {...cells[0], id: 7, source: "const a = 2"}]);
  await engine.run([7]);
  await frames();
  expect(state(2)).toMatchObject({status: "stale", reason: "held; `a` (cell 7) changed"});
  engine.hold(2, false);
  await frames();
  expect(output(2)).toEqual([20]);
  engine.dispose();
});
