import {readdirSync, readFileSync} from "node:fs";
import {expect, test} from "vitest";
import type {Cell, Notebook} from "../../../renderer/notebook/format/notebook.ts";
import {canonicalNotebook} from "../../../renderer/notebook/format/canonical.ts";
import {readNotebook} from "../../../renderer/notebook/format/readNotebook.ts";
import {writeNotebook} from "../../../renderer/notebook/format/writeNotebook.ts";
import {files} from "./files.ts";

const cell = (id: number, source: string, rest: Partial<Cell> = {}): Cell => ({
  id,
  mode: "js",
  source,
  pinned: true,
  hidden: false,
  attributes: [],
  ...rest
});

const change = (text: string, edit: (notebook: Notebook) => Partial<Notebook>) => {
  const file = readNotebook(text);
  return writeNotebook(file, {...file.notebook, ...edit(file.notebook)});
};

test.each(Object.entries(files))("an untouched file is saved byte for byte: %s", (_name, text) => {
  const file = readNotebook(text);
  expect(writeNotebook(file, structuredClone(file.notebook))).toBe(text);
});

test.each(readdirSync("notebooks").filter((name) => name.endsWith(".html")))(
  "notebooks/%s is saved byte for byte",
  (name) => {
    const text = readFileSync(`notebooks/${name}`, "utf8");
    const file = readNotebook(text);
    expect(file.remarks).toEqual([]);
    expect(writeNotebook(file, file.notebook)).toBe(text);
  }
);

test("the page template that notebook-kit ships is no notebook", () => {
  const path = "node_modules/@observablehq/notebook-kit/dist/src/templates/default.html";
  const text = readFileSync(path, "utf8");
  expect(() => readNotebook(text)).toThrow(/no <notebook> element/); // a page around a notebook, not one itself
});

test.each(Object.entries(files))("changing one cell leaves every other byte: %s", (_name, text) => {
  const file = readNotebook(text);
  for (const span of file.cells.slice(0, 12)) {
    const cells = file.notebook.cells.map((c) => (c.id === span.cell.id ? {...c, source: c.source + "\nchanged"} : c));
    const written = writeNotebook(file, {...file.notebook, cells});
    expect(readNotebook(written).notebook.cells.find(({id}) => id === span.cell.id)?.source).toContain("changed");
    if (file.remarks.length > 0) continue; // ids that come from their place may be written out
    expect(written.slice(0, span.from)).toBe(text.slice(0, span.from));
    expect(written.endsWith(text.slice(span.to))).toBe(true);
  }
});

test("a changed cell is written in canonical form, its unknown attributes last", () => {
  const text = "<notebook><script fold id=3 output=a hidden type='text/markdown'>x</script></notebook>";
  expect(change(text, ({cells: [c]}) => ({cells: [{...c, source: "y\n\n  z"}]}))).toBe(
    '<notebook><script id="3" type="text/markdown" hidden="" output="a" fold="">\n    y\n\n      z\n  </script></notebook>'
  );
});

test("a changed cell takes the file's line ends", () => {
  expect(change(files["windows line ends"], ({cells}) => ({cells: [{...cells[0], source: "x\ny"}, cells[1]]}))).toBe(
    files["windows line ends"].replace(
      '<script id="1" type="module">\r\n    a\r\n    b',
      '<script id="1" type="module">\r\n    x\r\n    y'
    )
  );
});

test("title, theme and readonly are edited in place", () => {
  const text = "<!-- a -->\n<notebook  theme='air' data-x=1>\n  <title class=t>A</title>\n</notebook>";
  expect(change(text, () => ({title: "B <&>"}))).toBe(text.replace(">A<", ">B &lt;&amp;&gt;<"));
  expect(change(text, () => ({theme: "ink"}))).toBe(text.replace("theme='air'", 'theme="ink"'));
  expect(change(text, () => ({readonly: true}))).toBe(text.replace("data-x=1", 'data-x=1 readonly=""'));
  const locked = text.replace("data-x=1", "readonly data-x=1");
  expect(change(locked, () => ({readonly: false}))).toBe(text);
});

test("a missing title and theme are added", () => {
  expect(change("<notebook>\n</notebook>", () => ({title: "B", theme: "ink", readonly: true}))).toBe(
    '<notebook theme="ink" readonly="">\n  <title>B</title>\n</notebook>'
  );
});

const three = `<notebook>\n  <title>A</title>\n  <!-- one -->\n  <script id="1">1</script>\n  <!-- two -->\n  <script id="2">2</script>\n  <script id="3">3</script>\n</notebook>`;

test("an inserted cell stands before the comment of the cell that follows", () => {
  expect(change(three, ({cells: [a, b, c]}) => ({cells: [a, cell(4, "4"), b, c]}))).toBe(
    three.replace("\n  <!-- two", '\n  <script id="4" type="module" pinned="">\n    4\n  </script>\n  <!-- two')
  );
});

test("a removed cell takes its white space along and leaves its comment", () => {
  expect(change(three, ({cells: [a, , c]}) => ({cells: [a, c]}))).toBe(
    three.replace('\n  <script id="2">2</script>', "")
  );
  expect(change(three, ({cells: [a, b]}) => ({cells: [a, b]}))).toBe(
    three.replace('\n  <script id="3">3</script>', "")
  );
  expect(change(three, () => ({cells: []}))).toBe(
    "<notebook>\n  <title>A</title>\n  <!-- one -->\n  <!-- two -->\n</notebook>"
  );
});

test("a moved cell takes its comment along", () => {
  expect(change(three, ({cells: [a, b, c]}) => ({cells: [b, a, c]}))).toBe(
    `<notebook>\n  <title>A</title>\n  <!-- two -->\n  <script id="2">2</script>\n  <!-- one -->\n  <script id="1">1</script>\n  <script id="3">3</script>\n</notebook>`
  );
});

test("ids that came from their place are written out where the place changes", () => {
  const text = "<notebook><script>a</script><script>b</script></notebook>";
  expect(change(text, ({cells: [a, b]}) => ({cells: [b, a]}))).toMatch(/id="2"[^]*b[^]*id="1"[^]*a/);
  expect(change(text, ({cells: [a, b]}) => ({cells: [a, {...b, source: "c"}]}))).toMatch(
    /<script>a<\/script><script id="2"/
  );
});

test("a cell that nothing ended is closed before another is added", () => {
  const written = change('<notebook>\n  <script id="1">\n    a', ({cells}) => ({cells: [...cells, cell(2, "b")]}));
  expect(readNotebook(written).notebook.cells.map(({source}) => source)).toEqual(["a", "b"]);
});

const refused: [string, string, RegExp][] = [
  ["</script/ ends a cell", 'x = "</script/"', /cell 2 cannot be saved: <\/script\/ would end it/],
  ["<\\/script is no escape before a slash", 'x = "</SCRIPT/>"', /cell 2 cannot be saved/],
  ["a comment and a script swallow what follows", 'x = "<!--<script>"', /cell 2 cannot be saved: after <!-- a <script/],
  ["a comment and a script on two lines", "<!--\n<script ", /cell 2 cannot be saved: after <!-- a <script/],
  ["NUL", "a\0b", /cell 2 cannot be saved: it holds a NUL character/],
  ["half a character", "a\ud83d", /cell 2 cannot be saved: it holds half of a character/]
];

test.each(refused)("saving is refused with the cell's name: %s", (_name, source, message) => {
  const cells = [cell(1, "1"), cell(2, source), cell(3, "3")];
  const notebook = {title: "A", theme: "air", readonly: false, cells};
  expect(() => writeNotebook(undefined, notebook)).toThrow(message);
  const file = readNotebook(three);
  expect(() => writeNotebook(file, notebook)).toThrow(expect.objectContaining({cell: 2}));
});

test("two cells of one id, an id that is none and an attribute that is none are refused", () => {
  const notebook = (...cells: Cell[]) => ({title: "A", theme: "air", readonly: false, cells});
  expect(() => writeNotebook(undefined, notebook(cell(1, "a"), cell(1, "b")))).toThrow("two cells have the id 1");
  expect(() => writeNotebook(undefined, notebook(cell(0, "a")))).toThrow("invalid id: 0");
  expect(() => writeNotebook(undefined, notebook(cell(1, "a", {attributes: [["a b", ""]]})))).toThrow(
    "invalid attribute: a b"
  );
});

const held = [
  "</script>",
  "</script",
  "<\\/script>",
  "<\\\\/script >",
  "a </ScRiPt\n> b",
  "<!-- x -->",
  "<!--",
  "<script>",
  "-->",
  "<!-- <script> --> ",
  "\n\na\n\n",
  "    indented\n\t\ttabs",
  "",
  "\n",
  "a\r\nb\rc",
  "`${'</script>'}`",
  "&amp; &lt; <b>"
];

test.each(held)("the format holds %j", (source) => {
  let text: string;
  try {
    text = writeNotebook(undefined, {
      title: "A",
      theme: "air",
      readonly: false,
      cells: [cell(1, source), cell(2, "2")]
    });
  } catch (error) {
    return (expect(source).toMatch(/<!-- <script> --> /), expect(String(error)).toMatch(/cell 1/));
  }
  expect(readNotebook(text).notebook.cells[0].source).toBe(source.replace(/\r\n?/g, "\n"));
});

test("a thousand random edits of random files are read back as they were meant", () => {
  const random = generator(1);
  const pieces = [
    "<",
    "\\",
    "/script",
    ">",
    " ",
    "\n",
    "<!--",
    "-->",
    "<script",
    "a",
    "    ",
    "&lt;",
    '"',
    "`",
    "${",
    "\r\n"
  ];
  const text = () => Array.from({length: random(12)}, () => pieces[random(pieces.length)]).join("");
  let [written, refusals] = [0, 0];
  for (let i = 0; i < 1000; ++i) {
    const file = readNotebook(Object.values(files)[i % (Object.keys(files).length - 1)]);
    const cells = file.notebook.cells.slice();
    for (let edits = 1 + random(4); edits > 0; --edits) {
      const at = random(cells.length + 1);
      if (random(3) === 0) cells.splice(at, 1);
      else if (random(2) === 0 && cells[at]) cells[at] = {...cells[at], source: text()};
      else
        cells.splice(
          at,
          0,
          cell(1000 + 10 * i + edits, text(), {mode: random(2) ? "md" : "ts", hidden: random(2) === 0})
        );
    }
    const notebook = {...file.notebook, cells, title: random(2) ? file.notebook.title : text().replace(/\r/g, "")};
    let out: string;
    try {
      out = writeNotebook(file, notebook);
    } catch (error) {
      refusals++;
      const {cell: id} = error as {cell: number};
      expect(cells.find((c) => c.id === id)?.source).toMatch(/<!--[^]*<script|<\\*\/script\S/i);
      continue;
    }
    written++;
    const read = readNotebook(out).notebook;
    expect(read.cells.map(({id}) => id)).toEqual(cells.map(({id}) => id));
    const blank = (source: string) =>
      source
        .replace(/\r\n?/g, "\n")
        .replace(/^\s+$/gm, "")
        .replace(/[^\S\n]+$/gm, "");
    expect(read.cells.map(({source}) => blank(source))).toEqual(cells.map(({source}) => blank(source)));
    expect(read.title).toBe(notebook.title);
  }
  expect(written).toBeGreaterThan(800);
  expect(refusals).toBeGreaterThan(5);
});

test("a new notebook is written in canonical form", () => {
  const notebook = {
    title: "A & B",
    theme: "air",
    readonly: false,
    cells: [cell(1, "a\n\nb"), cell(2, "", {mode: "md", pinned: false})]
  };
  expect(writeNotebook(undefined, notebook)).toBe(
    '<!doctype html>\n<notebook theme="air">\n  <title>A &amp; B</title>\n  <script id="1" type="module" pinned="">\n    a\n\n    b\n' +
      '  </script>\n  <script id="2" type="text/markdown">\n\n  </script>\n</notebook>\n'
  );
  expect(canonicalNotebook(notebook)).toBe(writeNotebook(undefined, notebook));
});

/** A small linear congruential generator, so that a failure repeats. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
