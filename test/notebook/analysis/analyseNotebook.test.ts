import {expect, test} from "vitest";
import {analyseNotebook} from "../../../renderer/notebook/analysis/analyseNotebook.ts";
import {createAnalyser} from "../../../renderer/notebook/analysis/createAnalyser.ts";
import {standardNames} from "../../../renderer/notebook/analysis/standard.ts";
import type {Cell} from "../../../renderer/notebook/format/notebook.ts";

const known = {library: standardNames, page: (name: string) => name in globalThis};

/** Cells 1, 2, 3… of these sources. */
function notebook(...sources: (string | Partial<Cell>)[]): Cell[] {
  return sources.map((source, i) => ({
    id: i + 1,
    mode: "js",
    source: "",
    pinned: true,
    hidden: false,
    attributes: [],
    ...(typeof source === "string" ? {source} : source)
  }));
}

const analyse = (...sources: (string | Partial<Cell>)[]) => analyseNotebook(notebook(...sources), known);

test("names lead from the cells that read them to the cell that defines them", () => {
  const {definers, readers, needs, neededBy} = analyse("const a = b + c", "const b = 1", "const c = b");
  expect([definers.get("a"), definers.get("b"), readers.get("b")]).toEqual([[1], [2], [1, 3]]);
  expect([needs.get(1), needs.get(2), neededBy.get(2)]).toEqual([[2, 3], [], [1, 3]]);
});

test("order: what is read comes before who reads it, else the notebook's order", () => {
  expect(analyse("c", "const b = a", "const a = 1", "const c = b", "d").order).toEqual([3, 2, 4, 1, 5]);
  expect(analyse("1", "2", "3").order).toEqual([1, 2, 3]);
});

test("a chain of five thousand cells is ordered", () => {
  const sources = Array.from({length: 5000}, (_, i) => `const x${i} = x${i + 1}`);
  expect(analyse(...sources).order).toEqual(Array.from({length: 5000}, (_, i) => 5000 - i));
});

test("a name that two cells define is a duplicate of both", () => {
  expect(
    analyse("const a = 1", "const b = 2", "function a() {}", {mode: "md", source: "x", output: "b"}).duplicates
  ).toEqual([
    {name: "a", cells: [1, 3]},
    {name: "b", cells: [2, 4]}
  ]);
});

test("a cycle is a path, and clears when it is broken", () => {
  const {cycles} = analyse("const a = b", "const b = c", "const c = a", "a");
  expect(cycles).toEqual([
    {
      path: [
        {cell: 1, name: "a"},
        {cell: 2, name: "b"},
        {cell: 3, name: "c"}
      ],
      text: "a → b → c → a"
    }
  ]);
  expect(analyse("const a = b", "const b = c", "const c = 1", "a").cycles).toEqual([]);
});

test("every cell that lies on a cycle is on one of the paths, and no other", () => {
  const {cycles} = analyse(
    "const a = b",
    "const b = a + c",
    "const c = b",
    "const d = a",
    "const e = f",
    "const f = e",
    "1"
  );
  const onPaths = new Set(cycles.flatMap(({path}) => path.map(({cell}) => cell)));
  expect([...onPaths].sort()).toEqual([1, 2, 3, 5, 6]);
});

test("a template that names its value and reads it is a cycle of one", () => {
  expect(analyse({mode: "md", source: "${a}", output: "a"}).cycles.map(({text}) => text)).toEqual(["a → a"]);
});

test("an undefined name is told at each place, with the name that may be meant", () => {
  const {undefined: found} = analyse("const width2 = 1", "f(widht2,\n widht2)");
  expect(found.map(({name, message, from, cell}) => ({name, message, from, cell}))).toEqual([
    {name: "f", message: "f is not defined", from: 0, cell: 2},
    {name: "widht2", message: "widht2 is not defined; did you mean width2 (cell 1)?", from: 2, cell: 2},
    {name: "widht2", message: "widht2 is not defined; did you mean width2 (cell 1)?", from: 11, cell: 2}
  ]);
  expect(found[1].suggestion).toEqual({name: "width2", cell: 1});
});

test("names of the library and of the page are defined, and the library's are suggested", () => {
  expect(analyse("display(Plot); structuredClone(d3)").undefined).toEqual([]);
  expect(analyse("Plto.plot()").undefined[0].message).toBe("Plto is not defined; did you mean Plot?");
  expect(analyse("PLOT").undefined[0].suggestion).toEqual({name: "Plot"});
});

test("names of Observable's library that are not here say so", () => {
  expect(analyse("echarts.init()", "_.map(x)").undefined.map(({message}) => message)).toEqual([
    "echarts is not part of Subband",
    "_ is not part of Subband",
    "x is not defined"
  ]);
  expect(analyse("const echarts = 1", "echarts").undefined).toEqual([]);
});

test("a cell that does not parse still seems to declare its names", () => {
  const {undefined: found, byCell} = analyse("const a = 1 +\n  const inner = 2\nfunction* b(", "a + b");
  expect(byCell.get(1)?.error?.message).toMatch(/unexpected/i);
  expect(found).toEqual([]);
});

test("a cell is analysed again only when what it says has changed", () => {
  const analyser = createAnalyser();
  const before = notebook("const a = 1", "a");
  const first = analyser.notebook(before, known);
  const moved = [{...before[1], pinned: false}, {...before[0]}];
  const second = analyser.notebook(moved, known);
  expect([second.byCell.get(1), second.byCell.get(2)]).toEqual([first.byCell.get(1), first.byCell.get(2)]);
  expect(second.byCell.get(1)).toBe(first.byCell.get(1));
  expect(analyser.notebook([{...before[0], source: "const b = 1"}], known).byCell.get(1)?.outputs).toEqual(["b"]);
});

test("an edit of one of 300 cells analyses that cell alone", () => {
  const cells = notebook(...Array.from({length: 300}, (_, i) => `const x${i} = f(${i > 0 ? `x${i - 1}` : 0})`));
  const analyser = createAnalyser();
  const before = analyser.notebook(cells, known).byCell;
  const after = analyser.notebook(cells.with(150, {...cells[150], source: "const x150 = 1"}), known).byCell;
  expect(cells.filter(({id}) => before.get(id) !== after.get(id)).map(({id}) => id)).toEqual([151]);
});
