import {expect, test} from "vitest";
import {compareRows} from "../../../renderer/notebook/pictures/compareRows.ts";
import type {NetworkRow} from "../../../renderer/notebook/pictures/networkTable.ts";

/** Rows of an outline: `a`, ` b` one block deeper. */
const rowsOf = (...lines: string[]): NetworkRow[] =>
  lines.map((line) => ({
    path: line.trim().replace(/:.*/, ""),
    kind: line.split(":")[1] ?? "conv",
    depth: line.length - line.trimStart().length,
    shape: [1],
    parameters: 1,
    macs: 1,
    training: 1,
    field: "all"
  }));
const states = (after: NetworkRow[], before?: NetworkRow[]) =>
  compareRows(after, before).map(({row, state}) => `${row.path} ${state}`);

test("without a network before, every line is the same", () => {
  expect(states(rowsOf("a", "b"))).toEqual(["a same", "b same"]);
});

test("what is gone stands where it stood", () => {
  expect(states(rowsOf("a", "c"), rowsOf("a", "b", " b.x", "c"))).toEqual([
    "a same",
    "b removed",
    "b.x removed",
    "c same"
  ]);
});

test("what is gone does not come between the parts of another block", () => {
  expect(states(rowsOf("a", " a.y", "c"), rowsOf("a", " a.x", "b"))).toEqual([
    "a same",
    "a.x removed",
    "a.y added",
    "b removed",
    "c added"
  ]);
});

test("another kind under one path is a change", () => {
  expect(states(rowsOf("a:relu"), rowsOf("a:gelu"))).toEqual(["a changed"]);
});

test("everything gone leaves everything struck", () => {
  expect(states([], rowsOf("a", "b"))).toEqual(["a removed", "b removed"]);
});
