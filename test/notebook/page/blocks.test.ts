import {afterAll, afterEach, beforeAll, beforeEach, expect, test} from "vitest";
import {openPage, type BrowserPage} from "../../browser/page.ts";
import type {} from "./page.entry.ts";

let opened: BrowserPage;
beforeAll(async () => {
  opened = await openPage("test/notebook/page/page.entry.ts");
});
beforeEach(async () => {
  await opened.page.evaluate(() => sessionStorage.clear());
  await opened.page.goto(opened.origin);
});
afterEach(() => expect(opened.errors).toEqual([]));
afterAll(() => opened.close());

const two =
  '<!doctype html>\n<notebook theme="air">\n  <title>t</title>\n' +
  '  <script id="1" type="module" pinned="">\n    1 + 1\n  </script>\n' +
  '  <script id="2" type="module" pinned="">\n    2 + 2\n  </script>\n</notebook>\n';

async function open(options: Parameters<typeof notebook.open>[1] = {}) {
  await opened.page.evaluate(([file, options]) => notebook.open(file, options), [two, options] as const);
  await opened.page.evaluate(() => notebook.idle());
}
const press = (key: string) => opened.page.keyboard.press(key);
const panel = () => opened.page.getByRole("complementary", {name: "blocks"});
const search = () => panel().getByRole("searchbox");
const card = (name: string) =>
  panel()
    .locator(".block-card")
    .filter({has: opened.page.locator(".block-name", {hasText: new RegExp(`^${name}$`)})});
const head = (name: string) => card(name).locator(".block-head");
const sources = () => opened.page.evaluate(() => notebook.page.document.notebook.cells.map(({source}) => source));
const focusedCell = () => opened.page.evaluate(() => document.activeElement?.closest(".cell")?.id);

/** Opens the panel as a person does, with a cell selected. */
async function openPanel(cell = 1) {
  await opened.page.locator(`#cell-${cell}`).focus();
  await press("l");
  await search().waitFor();
}

test("L opens the blocks with the focus in the search, Escape gives it back to the cell", async () => {
  await open();
  expect(await panel().count()).toBe(0);
  await openPanel(2);
  expect(await search().evaluate((element) => element === document.activeElement)).toBe(true);
  await press("Escape");
  await expect.poll(() => panel().count()).toBe(0);
  expect(await focusedCell()).toBe("cell-2");
});

test("a search leaves the blocks that have all its words", async () => {
  await open();
  await openPanel();
  await search().fill("2024 PIXEL shuffle");
  expect(await panel().locator(".block-name").allTextContents()).toEqual(["waveMixVersion3"]);
  expect(await panel().getByRole("status").textContent()).toMatch(/^1 of \d+$/);
});

test("the block of the name that is searched comes first, and Enter opens it", async () => {
  await open();
  await openPanel();
  await search().fill("mgic");
  expect((await panel().locator(".block-name").allTextContents()).slice(0, 2)).toEqual([
    "mgic",
    "mgicInvertedResidual"
  ]);
  await press("Enter");
  expect(await head("mgic").getAttribute("aria-expanded")).toBe("true");
  expect(await head("mgic").evaluate((element) => element === document.activeElement)).toBe(true);
});

test("the field of a card says what C is", async () => {
  await open();
  await openPanel();
  await head("mgic").click();
  await head("edgeNeXtStem").click();
  expect(await card("mgic").locator(".block-try label").innerText()).toMatch(/^C\s+channels in$/);
  expect(await card("edgeNeXtStem").locator(".block-try label").innerText()).toMatch(/^C\s+channels out$/);
});

test("beside the blocks the gutter of a cell holds its number, time and mark, and the tools are seen", async () => {
  await opened.page.setViewportSize({width: 1040, height: 800});
  await open({mode: "run"});
  await openPanel(1);
  await opened.page.locator("#cell-1").focus();
  const edges = await opened.page.evaluate(() => {
    const gutter = document.querySelector("#cell-1 > .gutter")!;
    const tools = document.querySelector("#cell-1 > .tools")!.getBoundingClientRect();
    const aside = document.querySelector(".side-panel")!.getBoundingClientRect();
    return [
      Math.min(...[...gutter.children].map((each) => each.getBoundingClientRect().left)),
      aside.left - tools.right
    ];
  });
  expect(Math.min(...edges)).toBeGreaterThanOrEqual(0);
});

test("a search that finds nothing says so, and Escape clears it", async () => {
  await open();
  await openPanel();
  await search().fill("no such block");
  expect(await panel().locator(".blocks-none").innerText()).toContain("“no such block”");
  await press("Escape");
  expect(await search().inputValue()).toBe("");
  expect(await panel().locator(".block-card").count()).toBeGreaterThan(10);
});

test("an opened card counts its example at the width that is asked for", async () => {
  await open();
  await openPanel();
  await head("waveMix").click();
  const parameters = () => card("waveMix").locator(".block-counts dd").first().textContent();
  // red + ff(3C/2, C) + ff(C, C/2) of two levels, m = 2, F = C
  expect(await parameters()).toBe("34,392");
  await card("waveMix").getByRole("spinbutton").fill("64");
  expect(await parameters()).toBe("136,880");
  expect(
    await card("waveMix")
      .getByRole("treeitem", {name: /^waveMix\.0\.feedforward1,/})
      .count()
  ).toBe(1);
});

test("what a docstring has between backticks is code", async () => {
  await open();
  await openPanel();
  await head("mixing").click();
  const options = card("mixing").locator(".block-options dd");
  expect(await options.locator("code").allTextContents()).toEqual(expect.arrayContaining(["conv", "pool", "mlp"]));
  expect(await head("deepMadSuper").locator(".block-text code").allTextContents()).toEqual(["depth"]);
  expect(await panel().textContent()).not.toContain("`");
});

test("a width that a block cannot have is refused in its words", async () => {
  await open();
  await openPanel();
  await head("waveMix").click();
  await card("waveMix").getByRole("spinbutton").fill("6");
  expect(await card("waveMix").locator(".block-fault").textContent()).toBe(
    "invalid channels: 6; expected a multiple of 4 (waveMix.0)"
  );
  expect(await card("waveMix").getByRole("button", {name: "Insert as a cell"}).isDisabled()).toBe(true);
});

test("an emptied width waits for what is typed, and comes back where nothing is", async () => {
  await open();
  await openPanel();
  await head("waveMix").click();
  const field = card("waveMix").getByRole("spinbutton");
  await field.fill("64");
  await field.fill("");
  expect(await field.getAttribute("aria-invalid")).toBe(null);
  expect(await card("waveMix").locator(".block-counts dd").first().textContent()).toBe("136,880");
  await field.blur();
  expect(await field.inputValue()).toBe("64");
});

test("a block is inserted as a cell below the selected one, selected, and taken back by undo", async () => {
  await open({mode: "paused"});
  await openPanel(1);
  await head("superResolution").click();
  await panel().getByRole("button", {name: "Insert as a cell"}).click();
  expect(await sources()).toEqual(["1 + 1", "network([32, 32, 32], (x) => blocks.superResolution(x))", "2 + 2"]);
  expect(await focusedCell()).toBe("cell-3");
  await press("Control+z");
  expect(await sources()).toEqual(["1 + 1", "2 + 2"]);
});

test("nothing can be inserted into a notebook that may not be changed", async () => {
  await open({mode: "preview"});
  await openPanel();
  await head("classifier").click();
  expect(await panel().getByRole("button", {name: "Insert as a cell"}).isDisabled()).toBe(true);
});

test("closed and opened again, and loaded anew, the panel is as it was left", async () => {
  await open();
  await openPanel();
  await search().fill("wavemix");
  await head("mixing").click();
  await press("Shift+Control+L");
  await expect.poll(() => panel().count()).toBe(0);
  await press("Shift+Control+L");
  expect(await search().inputValue()).toBe("wavemix");
  await opened.page.goto(opened.origin);
  await open();
  await search().waitFor();
  expect(await search().inputValue()).toBe("wavemix");
  expect(await head("mixing").getAttribute("aria-expanded")).toBe("true");
});

test("letters and arrows in the panel are its own", async () => {
  await open();
  await openPanel(1);
  await search().fill("wavemix");
  await press("ArrowDown");
  await press("ArrowDown");
  await press("d");
  expect(await sources()).toHaveLength(2);
  expect(await opened.page.evaluate(() => document.activeElement?.className)).toBe("block-head");
  await press("ArrowUp");
  await press("ArrowUp");
  expect(await search().evaluate((element) => element === document.activeElement)).toBe(true);
});

test("an empty cell says how the blocks are reached", async () => {
  await open();
  await opened.page.locator("#cell-1").focus();
  await press("b");
  await expect
    .poll(() => opened.page.locator(".cm-placeholder").textContent())
    .toBe("JavaScript; Esc, then L for the blocks (or Shift+Ctrl+L)");
});
