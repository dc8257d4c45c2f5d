import {mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import os from "node:os";
import path from "node:path";
import {afterAll, afterEach, beforeEach, expect, test, vi} from "vitest";
import {checkNotebook} from "../../command/checkNotebook.ts";
import {check} from "../../command/check.ts";
import {libraryNames} from "../../command/libraryNames.ts";
import {standardNames} from "../../renderer/notebook/analysis/standard.ts";
import type {PortStorage} from "../../renderer/notebook/kernel/portStorage.ts";
import {createKernelLibrary} from "../../renderer/notebook/kernelLibrary.ts";
import {openPage} from "../browser/page.ts";
import {pageNames} from "../../command/pageNames.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "subband-test-"));
const write = (name: string, content: string | Uint8Array) => {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
};
const notebook = (...cells: string[]) =>
  `<!doctype html>\n<notebook theme="air">\n  <title>T</title>${cells
    .map((source, i) => `\n  <script id="${i + 1}" type="module">\n    ${source}\n  </script>`)
    .join("")}\n</notebook>\n`;
const find = (...cells: string[]) => checkNotebook("x.html", Buffer.from(notebook(...cells)));

let printed: string[];
beforeEach(() => {
  printed = [];
  vi.spyOn(console, "log").mockImplementation((line: string) => void printed.push(line));
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => rmSync(folder, {recursive: true}));

test("a sound notebook is told so, with exit code 0", async () => {
  const file = write("sound.html", notebook("const a = 1;", "a + 1"));
  const json = path.join(folder, "out.json");
  expect(await check({notebooks: [file], json})).toBe(0);
  expect(printed).toEqual([`${file}: 2 cells, ok`]);
  expect(JSON.parse(readFileSync(json, "utf8"))).toEqual({
    notebooks: [
      {
        file,
        cells: 2,
        roundTrip: true,
        remarks: [],
        syntaxErrors: [],
        duplicates: [],
        cycles: [],
        undefined: [],
        unbundledImports: []
      }
    ]
  });
});

test("every kind of fault is told with its place, with exit code 1", async () => {
  const file = write(
    "faulty.html",
    notebook("const a = b;", "const b = a;", "const c = (1", "const a = witdh;", 'import "npm:lodash"')
  );
  expect(await check({notebooks: [file]})).toBe(1);
  expect(printed).toEqual([
    `${file}: 5 cells, 5 wrong`,
    "  cell 3, line 1:13: unexpected token",
    "  cells 1, 4: a is defined more than once",
    "  cells 1, 2: circular definition, a → b → a",
    expect.stringMatching(/^ {2}cell 4, line 1:11: witdh is not defined/),
    expect.stringMatching(/^ {2}cell 5, line 1:\d+: lodash is not part of Subband/)
  ]);
});

test("a file that is no notebook is told so", async () => {
  const files = [
    write("page.html", "<p>hello"),
    write("bytes.html", new Uint8Array([0xff, 0xfe])),
    write("empty.html", "")
  ];
  expect(await check({notebooks: files})).toBe(1);
  expect(printed.filter((line) => line.startsWith("  "))).toEqual([
    "  not a notebook: no <notebook> element",
    "  not UTF-8",
    "  not a notebook: the file is empty"
  ]);
});

test("a missing file is an error", async () => {
  await expect(check({notebooks: ["nowhere.html"]})).rejects.toThrow("no such notebook: nowhere.html");
});

test("a byte-order mark and line ends of Windows come back", () => {
  const bytes = Buffer.from(`\ufeff${notebook("1")}`.replaceAll("\n", "\r\n"));
  expect(checkNotebook("x.html", bytes).roundTrip).toBe(true);
});

test("names of the page and of the standard library are defined", () => {
  const {undefined: missing} = find(
    "structuredClone(navigator.gpu)",
    "display(Plot.plot({width}))",
    "md`x`",
    "nothere"
  );
  expect(missing.map(({name}) => name)).toEqual(["nothere"]);
});

test("the names of the library are those that a notebook's page gives", () => {
  const unused = () => {
    throw new Error("nothing is read or written to make a list of names");
  };
  const storage = {get: unused, put: unused, list: unused, delete: unused, answer: unused} as unknown as PortStorage;
  const kernels = createKernelLibrary({storage, download: unused, backend: "auto"});
  const page = new Set([...standardNames, ...Object.keys(kernels.library), ...Object.keys(kernels.perCell)]);
  kernels.dispose();
  expect([...libraryNames].sort()).toEqual([...page].sort());
});

test("the names of the page are names of a real one", async () => {
  const {page, close} = await openPage("test/browser/empty.ts");
  const missing = await page.evaluate((names) => names.filter((name) => !(name in globalThis)), [...pageNames]);
  await close();
  // Browsers come and go by a few experimental names; a list of something else would differ by hundreds.
  expect(missing.length, missing.join(" ")).toBeLessThan(40);
  expect(pageNames.size).toBeGreaterThan(1000);
});
