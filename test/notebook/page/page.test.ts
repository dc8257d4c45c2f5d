import {afterAll, afterEach, beforeAll, beforeEach, expect, test} from "vitest";
import {openPage, type BrowserPage} from "../../browser/page.ts";
import type {} from "./page.entry.ts";

let opened: BrowserPage;
beforeAll(async () => {
  opened = await openPage("test/notebook/page/page.entry.ts");
});
beforeEach(async () => {
  await opened.page.goto(opened.origin);
});
afterEach(() => expect(opened.errors).toEqual([]));
afterAll(() => opened.close());

type Script = [id: number, source: string, attributes?: string];

function text(...cells: Script[]): string {
  const scripts = cells.map(
    ([id, source, attributes = 'type="module" pinned=""']) =>
      `  <script id="${id}" ${attributes}>\n${source.replace(/^/gm, "    ")}\n  </script>\n`
  );
  return `<!doctype html>\n<notebook theme="air">\n  <title>t</title>\n${scripts.join("")}</notebook>\n`;
}

const markdown = 'type="text/markdown"';
const three = text([1, "const a = 1;"], [2, "const b = a + 1;"], [3, "b * 2"]);

async function open(file: string, options: Parameters<typeof notebook.open>[1] = {}) {
  await opened.page.evaluate(([file, options]) => notebook.open(file, options), [file, options] as const);
  await opened.page.evaluate(() => notebook.idle());
}

const sources = () => opened.page.evaluate(() => notebook.page.document.notebook.cells.map(({source}) => source));
const order = () => opened.page.evaluate(() => [...document.querySelectorAll(".cell")].map(({id}) => id));
const focused = () =>
  opened.page.evaluate(
    () => document.activeElement?.closest(".cell")?.id + (document.activeElement?.closest(".cm-content") ? " text" : "")
  );
const status = (id: number) => opened.page.locator(`#cell-${id}`).getAttribute("data-status");
const press = (...keys: string[]) =>
  keys.reduce((before, key) => before.then(() => opened.page.keyboard.press(key)), Promise.resolve());
const edit = async (id: number) => {
  await opened.page.locator(`#cell-${id}`).focus();
  await press("Enter");
  await opened.page.locator(`#cell-${id} .cm-content`).waitFor();
};
const at = async (id: number, key: string) => {
  await opened.page.locator(`#cell-${id}`).focus();
  await press(key);
};
const notices = (id: number) => opened.page.locator(`#cell-${id} .notice`);

test("opening a notebook shows its cells in order", async () => {
  await open(three);
  expect(await order()).toEqual(["cell-1", "cell-2", "cell-3"]);
  await expect.poll(() => opened.page.locator("#cell-3 .output").innerText()).toBe("4");
});

test("J and K move the selection, with Shift they extend it", async () => {
  await open(three);
  await opened.page.locator("#cell-1").focus();
  await press("j");
  expect(await focused()).toBe("cell-2");
  await press("Shift+J");
  expect(await opened.page.locator("[data-selected]").count()).toBe(2);
  await press("k");
  expect(await focused()).toBe("cell-2");
  expect(await opened.page.locator("[data-selected]").count()).toBe(1);
});

test("Mod-A selects all cells and no text of the page", async () => {
  await open(three);
  await at(2, "Control+a");
  expect(await opened.page.locator("[data-selected]").count()).toBe(3);
  expect(await opened.page.evaluate(() => getSelection()?.toString())).toBe("");
});

test("Enter edits the cell and Esc leaves it", async () => {
  await open(three);
  await edit(2);
  expect(await focused()).toBe("cell-2 text");
  await press("Escape");
  expect(await focused()).toBe("cell-2");
});

test("no editor is there until a cell is edited", async () => {
  await open(three);
  expect(await opened.page.locator(".cm-editor").count()).toBe(0);
  await edit(2);
  expect(await opened.page.locator(".cm-editor").count()).toBe(1);
});

test("mounting an editor moves nothing", async () => {
  await open(text([1, "const a = `one\n  two`;\n// three " + "long ".repeat(60)], [2, "a"]));
  const height = () => opened.page.evaluate(() => document.querySelector("#cell-2")!.getBoundingClientRect().top);
  const before = await height();
  await edit(1);
  expect(await height()).toBe(before);
});

test("Markdown and HTML are coloured once their grammars have come, in an editor too", async () => {
  await open(text([1, "# Waves", `${markdown} pinned=""`], [2, "<b>x</b>", 'type="text/html" pinned=""']));
  await opened.page.locator("#cell-1 pre .tok-heading", {hasText: "Waves"}).waitFor();
  await opened.page.locator("#cell-2 pre .tok-typeName").first().waitFor();
  await edit(1);
  await opened.page.locator("#cell-1 .cm-content .tok-heading", {hasText: "Waves"}).waitFor();
});

test("a click in the still text puts the cursor there", async () => {
  await open(three);
  await opened.page.locator("#cell-1 pre").click({position: {x: 8 * 7.8, y: 10}});
  await opened.page.locator("#cell-1 .cm-content").waitFor();
  await opened.page.keyboard.type("_");
  expect((await sources())[0]).toMatch(/^const a.*_/);
  expect((await sources())[0]).not.toMatch(/_$/);
});

test("letters in the text are text", async () => {
  await open(three);
  await edit(3);
  await press("End");
  await opened.page.keyboard.type("+d");
  expect((await sources())[2]).toBe("b * 2+d");
  expect(await order()).toHaveLength(3);
});

const undone: [string, () => Promise<void>][] = [
  ["typing", async () => (await edit(3), await opened.page.keyboard.type("+1"))],
  ["insert below", () => at(2, "Control+Enter")],
  ["insert above", () => at(2, "Shift+Control+Enter")],
  ["delete", () => at(2, "d")],
  ["move up", () => at(2, "Alt+ArrowUp")],
  ["move down", () => at(2, "Alt+ArrowDown")],
  ["duplicate", () => at(2, "Shift+D")],
  ["Markdown", () => at(2, "Control+2")],
  ["HTML", () => at(2, "Control+3")],
  ["unpin", () => at(2, "p")],
  ["hide", () => at(3, "v")],
  ["merge", () => at(2, "Alt+Backspace")],
  ["split", async () => (await edit(2), await press("Home", "ArrowRight", "Alt+Enter"))]
];

test.each(undone)("Mod-Z undoes %s, Shift-Mod-Z does it again", async (_, act) => {
  await open(three);
  const state = () => opened.page.evaluate(() => JSON.stringify(notebook.page.document.notebook.cells));
  const before = await state();
  await act();
  await expect.poll(state).not.toBe(before);
  const after = await state();
  await press("Control+z");
  expect(await state()).toBe(before);
  await press("Shift+Control+Z");
  expect(await state()).toBe(after);
});

test("an undone text is the text of the editor too", async () => {
  await open(three);
  await edit(3);
  await press("End");
  await opened.page.keyboard.type(" + 1");
  await press("Control+z");
  expect(await opened.page.locator("#cell-3 .cm-content").innerText()).toBe("b * 2");
  expect(await focused()).toBe("cell-3 text");
});

test("after deleting, the selection is on the cell that took the place, and a toast offers undo", async () => {
  await open(three);
  await opened.page.locator("#cell-2").focus();
  await press("d");
  expect(await focused()).toBe("cell-3");
  await opened.page.getByRole("button", {name: "Undo"}).click();
  expect(await order()).toEqual(["cell-1", "cell-2", "cell-3"]);
});

test("a moved cell keeps its element and the focus", async () => {
  await open(three);
  const same = await opened.page.evaluate(async () => {
    const element = document.querySelector<HTMLElement>("#cell-3")!;
    element.focus();
    (globalThis as {kept?: Element}).kept = element;
    return true;
  });
  expect(same).toBe(true);
  await press("Alt+ArrowUp", "Alt+ArrowUp");
  expect(await order()).toEqual(["cell-3", "cell-1", "cell-2"]);
  expect(await focused()).toBe("cell-3");
  expect(
    await opened.page.evaluate(() => document.querySelector("#cell-3") === (globalThis as {kept?: Element}).kept)
  ).toBe(true);
});

test("the keys of a notebook that is only read change nothing", async () => {
  await open(three.replace("<notebook ", "<notebook readonly "));
  await opened.page.locator("#cell-2").focus();
  await press("d", "p", "Alt+ArrowUp", "Control+2", "Control+Enter");
  expect(await order()).toEqual(["cell-1", "cell-2", "cell-3"]);
  await press("Enter");
  await opened.page.locator("#cell-2 .cm-content").waitFor();
  await opened.page.keyboard.type("x");
  expect((await sources())[1]).toBe("const b = a + 1;");
});

test("an edited cell is marked until it runs", async () => {
  await open(three);
  await edit(3);
  await press("End");
  await opened.page.keyboard.type("0");
  await expect.poll(() => status(3)).toBe("edited");
  await press("Shift+Enter");
  await expect.poll(() => status(3)).toBe("idle");
  await expect.poll(() => opened.page.locator("#cell-3 .output").innerText()).toBe("40");
});

test("the mark of a state differs by shape and by words", async () => {
  await open(text([1, "const a = 1;"], [2, 'throw new Error("no")']));
  await expect.poll(() => status(2)).toBe("error");
  const marks = await opened.page.evaluate(() =>
    [...document.querySelectorAll(".mark")].map((mark) => [
      mark.getAttribute("aria-label"),
      mark.querySelector("path")!.getAttribute("d")
    ])
  );
  expect(marks[0][0]).toBe("up to date (cell 1)");
  expect(marks[1][0]).toMatch(/^failed: .*no \(cell 2\)$/);
  expect(marks[0][1]).not.toBe(marks[1][1]);
});

test("an error stands under its cell with its line, and the line is a link", async () => {
  await open(text([1, "const a = 1;\nnull.x;\na;"]));
  await expect.poll(() => notices(1).innerText()).toMatch(/TypeError: .*line 2/s);
  await opened.page.getByRole("button", {name: "line 2"}).click();
  await opened.page.locator("#cell-1 .cm-content").waitFor();
  await opened.page.keyboard.type("//");
  expect((await sources())[0]).toBe("const a = 1;\n//null.x;\na;");
});

test("a syntax error is underlined at its place while it is typed", async () => {
  await open(text([1, "const a = 1;\nconst b = 2;"]));
  await edit(1);
  await press("Control+End");
  await opened.page.keyboard.type("\nconst = 3");
  await expect.poll(() => notices(1).innerText()).toContain("line 3");
  await expect
    .poll(() => opened.page.locator("#cell-1 .cm-line:nth-child(3) .cm-lintRange-error").count())
    .toBeGreaterThan(0);
});

test("a cell that waits for a failed one says so in one line", async () => {
  await open(text([5, 'const a = (() => { throw new Error("no"); })();'], [6, "a + 1"]));
  await expect.poll(() => notices(6).allInnerTexts()).toEqual(["waiting for a (cell 5)"]);
  expect(await notices(6).getAttribute("data-tone")).toBe("quiet");
});

test("a name defined twice is shown in both cells before anything runs", async () => {
  await open(text([1, "const a = 1;"], [4, "const a = 2;"]), {mode: "paused"});
  expect(await notices(1).innerText()).toContain("a is also defined in cell 4");
  expect(await notices(4).innerText()).toContain("a is also defined in cell 1");
  await opened.page.locator("#cell-4").getByRole("button", {name: "rename to a2"}).click();
  expect(await notices(1).count()).toBe(0);
  expect((await sources())[1]).toBe("const a2 = 2;");
});

test("renaming leaves properties of the same name alone", async () => {
  await open(text([1, "const a = 1;"], [4, "const a = 2;\nconst o = {a, b: a, c: o => o.a};"]), {mode: "paused"});
  await opened.page.locator("#cell-4").getByRole("button", {name: "rename to a2"}).click();
  expect((await sources())[1]).toBe("const a2 = 2;\nconst o = {a: a2, b: a2, c: o => o.a};");
});

test("a name made local is no duplicate any more", async () => {
  await open(text([1, "const a = 1;"], [4, "const a = 2;\ndisplay(a);"]), {mode: "paused"});
  await opened.page.locator("#cell-4").getByRole("button", {name: "make local"}).click();
  expect(await opened.page.locator(".notice").count()).toBe(0);
  expect((await sources())[1]).toBe("{\n  const a = 2;\n  display(a);\n}");
});

test("a cycle is shown in every cell of it as a path of links", async () => {
  await open(text([1, "const a = b;"], [2, "const b = a;"]), {mode: "paused"});
  for (const id of [1, 2]) expect(await notices(id).innerText()).toMatch(/circular: (a → b → a|b → a → b)/);
  await opened.page.locator("#cell-1").getByRole("button", {name: "b", exact: true}).click();
  expect(await focused()).toBe("cell-2");
});

test("an undefined name is shown with the name that may be meant", async () => {
  await open(text([4, "const width2 = 1;"], [5, "widht2 + 1"]), {mode: "paused"});
  expect(await notices(5).innerText()).toContain("did you mean width2 (cell 4)?");
  await opened.page.getByRole("button", {name: "replace by width2"}).click();
  expect((await sources())[1]).toBe("width2 + 1");
  expect(await notices(5).count()).toBe(0);
});

test("a mode that does not run is kept and shown as source with one line", async () => {
  await open(text([1, "SELECT 1", 'type="application/sql"']));
  expect(await opened.page.locator("#cell-1 .source").innerText()).toContain("SELECT 1");
  expect(await notices(1).allInnerTexts()).toEqual(["SQL is kept as it is; it does not run here"]);
});

test("a preview runs nothing, shows every source and offers no way to run", async () => {
  await open(text([1, "# Title", markdown], [2, "globalThis.ran = true"]), {mode: "preview"});
  expect(await opened.page.locator("#cell-1 .source").innerText()).toContain("# Title");
  await opened.page.locator("#cell-2").focus();
  await press("Shift+Enter");
  expect(await opened.page.evaluate(() => "ran" in globalThis)).toBe(false);
  expect(await opened.page.getByRole("button", {name: "run cell 2"}).isVisible()).toBe(false);
  expect(await opened.page.evaluate(() => notebook.sent.some(({type}) => type === "started"))).toBe(false);
});

test("a preview runs once the person says so", async () => {
  await open(three, {mode: "preview"});
  await opened.page.evaluate(() => notebook.receive({type: "run"}));
  await expect.poll(() => opened.page.locator("#cell-3 .output").innerText()).toBe("4");
});

test("the cell that did not finish last time is marked and nothing runs", async () => {
  await open(three, {mode: "paused", hung: 2});
  expect(await notices(2).innerText()).toContain("did not finish last time");
  expect(await focused()).toBe("cell-2");
  expect(await opened.page.evaluate(() => notebook.sent.some(({type}) => type === "started"))).toBe(false);
});

test("the source of an unpinned cell is folded until its mark is clicked", async () => {
  await open(text([1, "# Title", markdown]));
  await expect.poll(() => opened.page.locator("#cell-1 h1").innerText()).toBe("Title");
  expect(await opened.page.locator("#cell-1 .source").isVisible()).toBe(false);
  await opened.page.locator("#cell-1 .mark").click();
  expect(await opened.page.locator("#cell-1 .source").isVisible()).toBe(true);
});

test("prose that was run is folded again", async () => {
  await open(text([1, "# Title", markdown]));
  await edit(1);
  await press("End");
  await opened.page.keyboard.type("s");
  await press("Shift+Enter");
  await expect.poll(() => opened.page.locator("#cell-1 h1").innerText()).toBe("Titles");
  expect(await opened.page.locator("#cell-1 .source").isVisible()).toBe(false);
  expect(await opened.page.locator(".cm-editor").count()).toBe(0);
  expect(await focused()).toBe("cell-1");
});

test("what follows a cell does not move while the cell runs again", async () => {
  await open(
    text(
      [
        1,
        "await new Promise((resolve) => setTimeout(resolve, 50));\ndisplay(htl.html`<div style='height: 300px'>tall</div>`);"
      ],
      [2, "2"]
    )
  );
  await expect.poll(() => opened.page.locator("#cell-1 .output").innerText()).toBe("tall");
  const moved = await opened.page.evaluate(async () => {
    const below = document.querySelector("#cell-2")!;
    const top = below.getBoundingClientRect().top;
    let moved = 0;
    let over = false;
    void notebook.page.engine
      .run([1])
      .then(() => requestAnimationFrame(() => requestAnimationFrame(() => (over = true))));
    while (!over) {
      moved = Math.max(moved, Math.abs(below.getBoundingClientRect().top - top));
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return moved;
  });
  expect(moved).toBe(0);
});

test("an edit reaches the shell within 200 ms, once", async () => {
  await open(three);
  await edit(1);
  await opened.page.evaluate(() => (notebook.sent.length = 0));
  await press("End");
  await opened.page.keyboard.type("//x");
  await opened.page.waitForFunction(() => notebook.sent.some(({type}) => type === "changed"), undefined, {
    timeout: 1000
  });
  const changed = await opened.page.evaluate(() => notebook.sent.filter((each) => each.type === "changed").at(-1)!);
  expect(changed).toMatchObject({dirty: true, text: three.replace("const a = 1;", "const a = 1;//x")});
});

test("an edit is sent before the cell is evaluated", async () => {
  await open(three);
  await edit(1);
  await opened.page.evaluate(() => (notebook.sent.length = 0));
  await press("End");
  await opened.page.keyboard.type(" ");
  await press("Shift+Enter");
  await expect
    .poll(() =>
      opened.page.evaluate(
        () => notebook.sent.map(({type}) => type).filter((type) => type === "changed" || type === "started")[0]
      )
    )
    .toBe("changed");
});

test("what someone else changed in another cell is merged and evaluated", async () => {
  await open(three);
  await edit(3);
  await press("End");
  await opened.page.keyboard.type(" + 100");
  await opened.page.evaluate(
    (text) => notebook.receive({type: "outside", n: 1, text, trusted: true}),
    three.replace("a = 1", "a = 5")
  );
  expect(await sources()).toEqual(["const a = 5;", "const b = a + 1;", "b * 2 + 100"]);
  const merged = await opened.page.evaluate(() => notebook.sent.find(({type}) => type === "merged"));
  expect(merged).toMatchObject({n: 1, dirty: true});
  await expect.poll(() => opened.page.locator("#cell-1").getAttribute("data-status")).toBe("idle");
});

test("a conflict changes nothing until it is settled", async () => {
  await open(three);
  await edit(3);
  await press("End");
  await opened.page.keyboard.type("1");
  await opened.page.evaluate(
    (text) => notebook.receive({type: "outside", n: 2, text, trusted: true}),
    three.replace("b * 2", "b * 3")
  );
  expect((await sources())[2]).toBe("b * 21");
  expect(await opened.page.evaluate(() => notebook.sent.find(({type}) => type === "conflicts"))).toMatchObject({
    n: 2,
    cells: [{cell: 3, base: "b * 2", ours: "b * 21", theirs: "b * 3"}]
  });
  await opened.page.evaluate(() => notebook.receive({type: "resolve", n: 2, choice: "theirs"}));
  expect((await sources())[2]).toBe("b * 3");
});

test("the outline and the commands are told to the shell", async () => {
  await open(text([1, "# One\n\n## Two *em*", markdown], [2, "<h2>Three</h2>", 'type="text/html"']));
  const outline = await opened.page.evaluate(() => notebook.sent.find((each) => each.type === "outline"));
  expect(outline).toMatchObject({
    entries: [
      {cell: 1, level: 1, text: "One"},
      {cell: 1, level: 2, text: "Two em"},
      {cell: 2, level: 2, text: "Three"}
    ]
  });
  const commands = await opened.page.evaluate(() => notebook.sent.find((each) => each.type === "commands"));
  expect(JSON.stringify(commands)).toContain('"id":"run-all"');
});

test("a run is announced", async () => {
  await open(three);
  await opened.page.locator("#cell-3").focus();
  await press("Shift+Enter");
  await expect.poll(() => opened.page.locator(".announcer").innerText()).toBe("cell 3 done");
});

test("? shows the keys", async () => {
  await open(three);
  await opened.page.locator("#cell-3").focus();
  await press("?");
  expect(await opened.page.getByRole("dialog").innerText()).toContain("Insert cell below");
  await press("Escape");
  expect(await opened.page.getByRole("dialog").count()).toBe(0);
});

test("the menu of a cell changes its mode", async () => {
  await open(three);
  await opened.page.locator("#cell-2").hover();
  await opened.page.getByRole("button", {name: "more for cell 2"}).click();
  await opened.page.getByRole("menuitemradio", {name: "TypeScript"}).click();
  expect(await opened.page.locator("#cell-2").getAttribute("data-mode")).toBe("ts");
});

test("an arrow in an empty cell cycles its mode", async () => {
  await open(text([1, ""]));
  await edit(1);
  await press("ArrowDown", "ArrowDown");
  expect(await opened.page.locator("#cell-1").getAttribute("data-mode")).toBe("md");
});

test("keys in a control of an output belong to the control", async () => {
  await open(text([1, "display(htl.html`<input>`)"], [2, "2"]));
  await opened.page.locator("#cell-1 input").click();
  await opened.page.keyboard.type("dj?");
  expect(await opened.page.locator("#cell-1 input").inputValue()).toBe("dj?");
  await press("Escape");
  expect(await focused()).toBe("cell-1");
  expect(await order()).toHaveLength(2);
});

test("completion offers names of other cells with where they are from", async () => {
  await open(text([1, "const channels = 3;"], [2, "1"]));
  await edit(2);
  await press("End");
  await opened.page.keyboard.type(" + chan");
  await expect
    .poll(() => opened.page.locator(".cm-tooltip-autocomplete li").first().innerText())
    .toMatch(/channels\s*cell 1/);
  await opened.page.locator(".cm-tooltip-autocomplete li").first().click();
  expect((await sources())[1]).toBe("1 + channels");
});

test("resting on a name says what it holds and where it is from", async () => {
  await open(text([1, "const channels = 3;"], [2, "channels"]));
  await edit(2);
  await opened.page.locator("#cell-2 .cm-line").hover({position: {x: 20, y: 10}});
  await expect.poll(() => opened.page.locator(".hover").innerText()).toMatch(/channels · number, 3\s+from cell 1/);
});

test("an empty notebook offers to begin with code or text", async () => {
  await open("<!doctype html>\n<notebook>\n  <title>t</title>\n</notebook>\n");
  await opened.page.getByRole("button", {name: "+ Text"}).click();
  await opened.page.locator(".cm-content").waitFor();
  await opened.page.keyboard.type("# Hello");
  await press("Shift+Enter");
  await expect.poll(() => opened.page.locator(".output h1").innerText()).toBe("Hello");
});

test("the title is changed in a dialog, told to the shell, and undone", async () => {
  await open(three);
  await opened.page.locator("#cell-1").focus();
  await press("t");
  await opened.page.getByRole("textbox", {name: "title"}).fill("Wavelets");
  await press("Enter");
  const titles = () =>
    opened.page.evaluate(() => notebook.sent.flatMap((each) => (each.type === "title" ? [each.title] : [])));
  await expect.poll(titles).toEqual(["t", "Wavelets"]);
  await press("Control+z");
  await expect.poll(titles).toEqual(["t", "Wavelets", "t"]);
});

test("a cell that has not run yet shows its source while the notebook is paused", async () => {
  await open(text([1, "# Title", markdown]), {mode: "paused"});
  expect(await opened.page.locator("#cell-1 .source").isVisible()).toBe(true);
  await opened.page.locator("#cell-1").focus();
  await press("Shift+Enter");
  await expect.poll(() => opened.page.locator("#cell-1 .source").isVisible()).toBe(false);
});

test("the variables are listed with what they hold and where they are from", async () => {
  await open(three);
  await opened.page.locator("#cell-1").focus();
  await press("i");
  expect(await opened.page.getByRole("dialog").innerText()).toMatch(/a\s+number\s+1\s+1\s+2/);
});

test("cells split off keep the text before and after the cursor", async () => {
  await open(text([1, "one\ntwo", markdown]));
  await edit(1);
  await press("Control+Home", "End", "Alt+Enter");
  expect(await sources()).toEqual(["one", "two"]);
});

test("an edit that closes the notebook is told as unwritable, and what can be written again is sent", async () => {
  await open(three);
  await edit(1);
  await press("Control+End");
  await opened.page.keyboard.type("// <!--<script>");
  await opened.page.waitForFunction(() => notebook.sent.some(({type}) => type === "unwritable"));
  await press("Control+z");
  await opened.page.waitForFunction(() => notebook.sent.at(-1)?.type === "changed");
});

test("a cell that only waits has given the thread back", async () => {
  await opened.page.evaluate((file) => notebook.open(file), text([1, "await new Promise(() => {});"]));
  await opened.page.waitForFunction(() => notebook.sent.some(({type}) => type === "finished"));
  expect(await status(1)).toBe("running");
});
