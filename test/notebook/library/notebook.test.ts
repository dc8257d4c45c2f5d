import {afterAll, beforeAll, expect, test} from "vitest";
import type {Cell} from "../../../renderer/notebook/format/notebook.ts";
import {openPage, type BrowserPage} from "../../browser/page.ts";
import type {Notebook} from "./notebook.ts";

declare const notebook: Notebook;
let browser: BrowserPage;

beforeAll(async () => {
  browser = await openPage("test/notebook/library/notebook.ts");
});
afterAll(() => browser.close());

const run = (...cells: (string | [Cell["mode"], string])[]) =>
  browser.page.evaluate(
    (cells) => notebook.run(cells),
    cells.map((cell): [Cell["mode"], string] => (typeof cell === "string" ? ["js", cell] : cell))
  );

test("the standard library is there, and every name of it can be read", async () => {
  const names = "width now dark Generators Mutable FileAttachment Inputs Plot d3 htl html svg md tex visibility".split(
    " "
  );
  const cells = await run(...names.map((name) => `typeof ${name}`));
  expect(cells.map(({html, reason}) => html + reason)).toEqual(
    names.map(
      (name) =>
        `"${{width: "number", now: "number", dark: "boolean", Generators: "object", Inputs: "object", Plot: "object", d3: "object", htl: "object"}[name] ?? "function"}"`
    )
  );
});

test("md, html and tex cells are drawn", async () => {
  const [, md, html, tex] = await run(
    "const a = 3",
    ["md", "# Title ${a}\n\nsome *text*, ${html`<b>bold</b>`} and ${[1, 2]}"],
    ["html", "<p class=${'x'}>${a}</p>"],
    ["tex", "\\frac{1}{${a}}"]
  );
  expect(md.html).toBe("<div><h1>Title 3</h1>\n<p>some <em>text</em>, <b>bold</b> and 12</p>\n</div>");
  expect(html.html).toBe('<p class="x">3</p>');
  expect(tex.html).toContain("katex-display");
});

test("a single Markdown element stands by itself", async () => {
  const [one] = await run(["md", "# Title"]);
  expect(one.html).toBe("<h1>Title</h1>");
});

test("an input drives what reads it", async () => {
  const [before] = await run("display(n * 2)", "const n = view(Inputs.range([0, 10], {step: 1, value: 4}))");
  expect(before.html).toBe("8");
  const after = await browser.page.evaluate(async () => {
    const input = document.querySelector("input[type=number]") as HTMLInputElement;
    input.value = "7";
    input.dispatchEvent(new Event("input", {bubbles: true}));
    await notebook.settle();
    return notebook.read()[0].html;
  });
  expect(after).toBe("14");
});

test("Plot draws a table that an attachment holds", async () => {
  const [plot] = await run(
    "Plot.plot({marks: [Plot.dot(rows, {x: 'x', y: 'y'})]})",
    "const rows = FileAttachment('a.csv').csv({typed: true})"
  );
  expect(plot.html.match(/<circle/g)).toHaveLength(2);
});

test("an attachment that is not there is the failure of its cell", async () => {
  const [cell] = await run("await FileAttachment('b.csv').text()");
  expect(cell).toMatchObject({status: "error", reason: "file not found: b.csv"});
});

test("width is that of the column and follows it", async () => {
  const [width] = await run("width");
  expect(width.html).toBe("600");
  const after = await browser.page.evaluate(async () => {
    notebook.column.style.width = "500px";
    for (let i = 0; i < 100 && notebook.read()[0].html !== "500"; ++i) await new Promise(requestAnimationFrame);
    return notebook.read()[0].html;
  });
  expect(after).toBe("500");
});

test("dark follows the page's colour scheme and the system's", async () => {
  const follow = async (html: string) => {
    await browser.page.waitForFunction((html) => notebook.read()[0].html === html, html);
    return html;
  };
  await browser.page.emulateMedia({colorScheme: "light"});
  await browser.page.evaluate(() => (document.documentElement.style.colorScheme = "light dark"));
  await run("dark");
  expect(await follow("false")).toBe("false");
  await browser.page.emulateMedia({colorScheme: "dark"});
  expect(await follow("true")).toBe("true");
  await browser.page.evaluate(() => (document.documentElement.style.colorScheme = "light"));
  expect(await follow("false")).toBe("false");
});

test("visibility waits until the cell is on screen", async () => {
  await browser.page.evaluate(() =>
    document.body.insertAdjacentHTML("afterbegin", "<div id=spacer style='height:5000px'></div>")
  );
  const started = browser.page.evaluate(() => notebook.run([["js", "visibility().then(() => 'seen')"]]));
  await browser.page.waitForFunction(() => notebook.log.at(-1)?.startsWith("started"));
  expect(await browser.page.evaluate(() => notebook.read()[0])).toMatchObject({html: "", status: "running"});
  await browser.page.evaluate(() => document.getElementById("spacer")?.remove());
  expect(await started).toMatchObject([{html: '"seen"'}]);
});

test("imports and their exceptions have the cell's lines in Chromium too", async () => {
  const cells = await run(
    "import {sum} from 'npm:d3@7';\nimport * as d3 from 'npm:d3-array';\ndisplay(sum([1, 2]) + d3.max([3, 4]));",
    "null.x",
    ["ts", "const a: number = 1;\n\n(null as any).x;"],
    ["md", "# A\n\n${null.x}"],
    "import {nothing} from 'npm:d3'"
  );
  expect(cells.map(({html, line, column}) => [html, line, column])).toEqual([
    ["7", undefined, undefined],
    ["", 1, 6],
    ["", 3, 15],
    ["", 3, 8],
    ["", 1, 9]
  ]);
});

test("no style, script or console error was left over", () => {
  expect(browser.errors.filter((error) => !/404/.test(error))).toEqual([]);
});
