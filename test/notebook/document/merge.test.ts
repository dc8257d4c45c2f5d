import {expect, test} from "vitest";
import {merge} from "../../../renderer/notebook/document/merge.ts";
import type {Cell, Notebook} from "../../../renderer/notebook/format/notebook.ts";

function notebook(cells: Record<string, string>, order = Object.keys(cells)): Notebook {
  return {
    title: "t",
    theme: "air",
    readonly: false,
    cells: order.map((id): Cell => ({
      id: Number(id),
      mode: "js",
      source: cells[id],
      pinned: true,
      hidden: false,
      attributes: []
    }))
  };
}

function shown({cells}: Notebook): string {
  return cells.map(({id, source}) => `${id}:${source}`).join(" ");
}

const base = notebook({1: "a", 2: "b", 3: "c"});

test("changes to different cells are both taken", () => {
  const {notebook: merged, conflicts} = merge(
    base,
    notebook({1: "a", 2: "b", 3: "C"}),
    notebook({1: "A", 2: "b", 3: "c"})
  );
  expect(shown(merged)).toBe("1:A 2:b 3:C");
  expect(conflicts).toEqual([]);
});

test("the same change on both sides is no conflict", () => {
  const changed = notebook({1: "A", 2: "b", 3: "c"});
  expect(merge(base, changed, notebook({1: "A", 2: "b", 3: "c"})).conflicts).toEqual([]);
});

test("different changes to one cell are a conflict with all three texts", () => {
  const {conflicts} = merge(base, notebook({1: "x", 2: "b", 3: "c"}), notebook({1: "y", 2: "b", 3: "c"}));
  expect(conflicts.map(({id, base, ours, theirs}) => [id, base?.source, ours?.source, theirs?.source])).toEqual([
    [1, "a", "x", "y"]
  ]);
});

test.each([
  ["ours", "1:x 2:b 3:c"],
  ["theirs", "1:y 2:b 3:c"],
  ["both", "1:x 4:y 2:b 3:c"]
] as const)("a conflict settled for %s", (choice, expected) => {
  const {notebook: merged} = merge(
    base,
    notebook({1: "x", 2: "b", 3: "c"}),
    notebook({1: "y", 2: "b", 3: "c"}),
    choice
  );
  expect(shown(merged)).toBe(expected);
});

test("a cell deleted there and untouched here goes", () => {
  expect(shown(merge(base, base, notebook({1: "a", 3: "c"})).notebook)).toBe("1:a 3:c");
});

test("a cell deleted there and changed here is a conflict", () => {
  const ours = notebook({1: "a", 2: "B", 3: "c"});
  const {conflicts, notebook: merged} = merge(base, ours, notebook({1: "a", 3: "c"}), "both");
  expect(conflicts.map(({id, theirs}) => [id, theirs])).toEqual([[2, undefined]]);
  expect(shown(merged)).toBe("1:a 2:B 3:c");
});

test("new cells of both sides stand after those that they followed", () => {
  const ours = notebook({1: "a", 7: "mine", 2: "b", 3: "c"}, ["1", "7", "2", "3"]);
  const theirs = notebook({1: "a", 2: "b", 3: "c", 8: "their"});
  expect(shown(merge(base, ours, theirs).notebook)).toBe("1:a 7:mine 2:b 3:c 8:their");
});

test("cells that both sides added under one id are both kept", () => {
  const {notebook: merged, conflicts} = merge(
    base,
    notebook({1: "a", 2: "b", 3: "c", 4: "mine"}),
    notebook({1: "a", 2: "b", 3: "c", 4: "their"})
  );
  expect(conflicts).toEqual([]);
  expect(shown(merged)).toBe("1:a 2:b 3:c 4:mine 5:their");
});

test("an order changed there is taken, and one changed here is kept", () => {
  const moved = notebook({1: "a", 2: "b", 3: "c"}, ["3", "1", "2"]);
  expect(shown(merge(base, base, moved).notebook)).toBe("3:c 1:a 2:b");
  expect(shown(merge(base, moved, base).notebook)).toBe("3:c 1:a 2:b");
});
