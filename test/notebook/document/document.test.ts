import {expect, test} from "vitest";
import {createDocument} from "../../../renderer/notebook/document/document.ts";
import {difference} from "../../../renderer/notebook/document/difference.ts";
import * as edits from "../../../renderer/notebook/document/edits.ts";
import {apply, editText, type Operation} from "../../../renderer/notebook/document/operation.ts";
import type {Cell, Mode, Notebook} from "../../../renderer/notebook/format/notebook.ts";

function cell(id: number, source: string, mode: Mode = "js"): Cell {
  return {id, mode, source, pinned: true, hidden: false, attributes: []};
}

function notebook(...cells: Cell[]): Notebook {
  return {title: "t", theme: "air", readonly: false, cells};
}

const three = notebook(cell(1, "a = 1"), cell(2, "first\nsecond", "md"), cell(5, "b"));

function clock() {
  let time = 0;
  return {now: () => time, pass: (ms: number) => (time += ms)};
}

const commands: [string, (n: Notebook) => Operation[]][] = [
  ["insert", () => edits.insertCell(edits.emptyCell(9, "js"), 1)],
  ["remove", (n) => edits.removeCells(n, [1, 5])],
  ["move up", (n) => edits.moveCells(n, [2, 5], -1)],
  ["move down", (n) => edits.moveCells(n, [1, 2], 1)],
  ["move to", (n) => edits.moveCell(n, 5, 0)],
  ["mode", (n) => edits.changeMode(n, [1, 5], "html")],
  ["pin", (n) => edits.togglePinned(n, [1])],
  ["hide", (n) => edits.toggleHidden(n, [1, 2])],
  ["split", (n) => edits.splitCell(n, 2, 5, 9)],
  ["merge", (n) => edits.mergeAbove(n, 5)],
  [
    "duplicate",
    (n) =>
      edits.duplicateCells(
        n,
        [1, 2],
        (() =>
          (
            (id) => () =>
              ++id
          )(20))()
      )
  ],
  ["typing", () => [editText(1, "a = 1", {from: 4, to: 5, insert: "22"})]]
];

test.each(commands)("undo takes %s back, and redo does it again", (title, command) => {
  const document = createDocument(three, clock());
  document.perform(title, command(document.notebook));
  const after = document.notebook;
  expect(after).not.toEqual(three);
  document.undo();
  expect(document.notebook).toEqual(three);
  document.redo();
  expect(document.notebook).toEqual(after);
});

test("typing within 500 ms in one cell is one entry of the history", () => {
  const {now, pass} = clock();
  const document = createDocument(notebook(cell(1, ""), cell(2, "")), {now});
  const type = (id: number, text: string) => {
    const {source} = document.cell(id)!;
    document.perform("typing", [editText(id, source, {from: source.length, insert: text})], {typing: true});
  };
  type(1, "a");
  pass(400);
  type(1, "b");
  pass(501);
  type(1, "c");
  type(2, "d");
  document.undo();
  expect(document.cell(2)!.source).toBe("");
  expect(document.cell(1)!.source).toBe("abc");
  document.undo();
  expect(document.cell(1)!.source).toBe("ab");
  document.undo();
  expect(document.cell(1)!.source).toBe("");
  document.redo();
  document.redo();
  document.redo();
  expect([document.cell(1)!.source, document.cell(2)!.source]).toEqual(["abc", "d"]);
});

test("typing after an undo does not join what was undone", () => {
  const document = createDocument(notebook(cell(1, "")), clock());
  const type = (text: string) =>
    document.perform("typing", [editText(1, document.cell(1)!.source, {from: 0, insert: text})], {typing: true});
  type("a");
  document.undo();
  type("b");
  document.undo();
  expect(document.cell(1)!.source).toBe("");
  expect(document.canUndo).toBeUndefined();
  expect(document.canRedo).toBe("typing");
});

test("a new edit forgets what was undone", () => {
  const document = createDocument(three, clock());
  document.perform("pin", edits.togglePinned(three, [1]));
  document.undo();
  document.perform("delete", edits.removeCells(three, [1]));
  expect(document.canRedo).toBeUndefined();
});

test("an id is never given twice, even after its cell was deleted", () => {
  const document = createDocument(three, clock());
  const id = document.newId();
  document.perform("insert", edits.insertCell(edits.emptyCell(id, "js"), 0));
  document.undo();
  expect(document.newId()).toBeGreaterThan(id);
});

test("cells that an edit does not touch stay the same objects", () => {
  const document = createDocument(three, clock());
  document.perform("typing", [editText(1, "a = 1", {from: 0, insert: "x"})]);
  expect(document.notebook.cells[1]).toBe(three.cells[1]);
});

test("a split cuts at the cursor, without the line break there", () => {
  const [first, second] = edits.applyAll(three, edits.splitCell(three, 2, 6, 9)).cells.slice(1);
  expect([first.source, second.source, second.mode, second.id]).toEqual(["first", "second", "md", 9]);
});

test("cells at the edge do not move over it", () => {
  expect(edits.moveCells(three, [1, 2], -1)).toEqual([]);
  expect(edits.moveCells(three, [5], 1)).toEqual([]);
});

test("the difference between two notebooks turns one into the other", () => {
  const other: Notebook = {
    ...three,
    title: "new",
    cells: [
      {...cell(5, "b + 1"), output: "y"},
      cell(7, "new"),
      {...cell(1, "a = 12"), pinned: false},
      {...cell(2, "first"), mode: "tex"}
    ]
  };
  const operations = difference(three, other);
  expect(operations.reduce(apply, three)).toEqual(other);
  expect(difference(other, other)).toEqual([]);
});
