import {transpile} from "@observablehq/notebook-kit";
import {expect, test} from "vitest";
import {analyseCell} from "../../../renderer/notebook/analysis/analyseCell.ts";
import type {Cell, Mode} from "../../../renderer/notebook/format/notebook.ts";
import {cells} from "./cells.ts";

/** Where we differ, on purpose: refused here, since it could not run, or would mean something else than it says. */
const refusedHere = ["import.meta", "export default a"];
/** Inputs are in the order of the text here; there, the condition comes before the body. */
const orderedHere = ["do { a() } while (b)"];
const differs = new Set([...refusedHere, ...orderedHere]);

const cell = (mode: Mode, source: string, rest: Partial<Cell> = {}): Cell => ({
  id: 1,
  mode,
  source,
  pinned: true,
  hidden: false,
  attributes: [],
  ...rest
});

function theirs(mode: Mode, source: string) {
  try {
    const {
      inputs = [],
      outputs = [],
      autodisplay = false,
      files
    } = transpile({...cell(mode, source), value: source} as never);
    return {inputs, outputs, display: autodisplay, files: [...(files ?? [])]};
  } catch (error) {
    if (error instanceof SyntaxError) return "refused";
    throw error;
  }
}

function ours(mode: Mode, source: string) {
  const {inputs, outputs, display, files, error} = analyseCell(cell(mode, source));
  return error ? "refused" : {inputs, outputs, display, files};
}

test("the corpus has more than 150 cells", () => {
  expect(cells.length).toBeGreaterThan(150);
});

test.each(cells.filter(([, source]) => !differs.has(source)))(
  "%s cell %j is understood as by notebook-kit",
  (mode, source) => {
    expect(ours(mode, source)).toEqual(theirs(mode, source));
  }
);

test.each(refusedHere)("%j is refused", (source) => {
  expect(ours("js", source)).toBe("refused");
});

test.each(orderedHere)("the inputs of %j are in the order of the text", (source) => {
  expect(ours("js", source)).toMatchObject({inputs: ["a", "b"]});
});

test("a hidden cell shows nothing by itself", () => {
  for (const [mode, source] of cells) expect(analyseCell(cell(mode, source, {hidden: true})).display).toBe(false);
});
