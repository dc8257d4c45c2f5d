import {expect, test} from "vitest";
import {readNotebook} from "../../../renderer/notebook/format/readNotebook.ts";
import {writeNotebook} from "../../../renderer/notebook/format/writeNotebook.ts";
import {NotebookError} from "../../../renderer/notebook/format/errors.ts";
import {malformed} from "./malformed.ts";

test("title, theme, readonly and the attributes of cells are read", () => {
  const {notebook, remarks} = readNotebook(
    '<!doctype html>\n<notebook theme=" INK" readonly>\n  <title>A &amp; B</title>\n' +
      '  <script id="7" type="text/markdown" pinned="" output="intro" fold="yes">\n    # A\n\n      b\n  </script>\n</notebook>\n'
  );
  expect(remarks).toEqual([]);
  expect(notebook).toEqual({
    title: "A & B",
    theme: "ink",
    readonly: true,
    cells: [
      {
        id: 7,
        mode: "md",
        source: "# A\n\n  b",
        pinned: true,
        hidden: false,
        output: "intro",
        attributes: [["fold", "yes"]]
      }
    ]
  });
});

test.each(Object.entries(malformed))("%s gives its error or its reading", (_name, {text, error, remark, sources}) => {
  if (error) {
    expect(() => readNotebook(text)).toThrow(NotebookError);
    return expect(() => readNotebook(text)).toThrow(error);
  }
  const file = readNotebook(text);
  if (sources) expect(file.notebook.cells.map(({source}) => source)).toEqual(sources);
  expect(file.remarks.map(({message}) => message).join("\n")).toMatch(remark ?? /^/);
  expect(writeNotebook(file, file.notebook)).toBe(text);
});

test.each(Object.entries(malformed).filter(([, {error}]) => !error))(
  "%s: adding a cell loses no text, or is refused",
  (_name, {text}) => {
    const file = readNotebook(text);
    const added = {id: 99, mode: "js", source: "added", pinned: true, hidden: false, attributes: []} as const;
    const notebook = {...file.notebook, cells: [...file.notebook.cells, added]};
    let written: string;
    try {
      written = writeNotebook(file, notebook);
    } catch (error) {
      return expect(error).toBeInstanceOf(NotebookError);
    }
    expect(readNotebook(written).notebook.cells.at(-1)?.source).toBe("added");
    // what stood between the cells still stands there
    const outside = file.cells.map(({gap, from}) => text.slice(gap, from)).concat(text.slice(file.tail));
    for (const part of outside) expect(written).toContain(part);
  }
);

test("spans cover the file: head, gaps, cells and tail are the text", () => {
  const text = "<notebook><title>A</title> a <script id=1>1</script> b <script id=2>2</script> c </notebook>";
  const {cells, tail} = readNotebook(text);
  const parts = cells.flatMap(({gap, from, to}) => [text.slice(gap, from), text.slice(from, to)]);
  expect(text.slice(0, cells[0].gap) + parts.join("") + text.slice(tail)).toBe(text);
  expect(parts).toEqual([" a ", "<script id=1>1</script>", " b ", "<script id=2>2</script>"]);
});
