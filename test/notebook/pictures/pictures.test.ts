import {afterAll, beforeAll, expect, test} from "vitest";
import {openPage, type BrowserPage} from "../../browser/page.ts";

let opened: BrowserPage;
beforeAll(async () => {
  opened = await openPage("test/notebook/pictures/gallery.ts");
  await opened.page.evaluate("show()");
});
afterAll(() => opened.close());

const picture = (name: RegExp) => opened.page.getByRole("group", {name});

test("every picture tells its content in words", async () => {
  const labels = await opened.page
    .locator("figure.picture")
    .evaluateAll((all) => all.map((f) => f.getAttribute("aria-label")));
  expect(labels).toEqual([
    expect.stringMatching(/^training\. 3000 steps; training loss 0\.\d+, test accuracy 89\.9\u00a0%$/),
    expect.stringMatching(/^subbands\. 2 levels of haar; \d\d\.\d\u00a0% of the energy is in the low band$/),
    expect.stringMatching(
      /^receptive field of layers\.1\. unit at row 7, column 7 reads rows 11–20 and columns 11–20: 10×10 of 28×28 pixels$/
    ),
    "network. 3 parts, 26,034 parameters, 1,994,816 multiply-accumulates a sample, output 10",
    "images. 3 pictures",
    "changed. 3 parts, 25,935 parameters, 1,994,816 multiply-accumulates a sample, output 7; 1 new, 1 gone, 2 changed",
    expect.stringMatching(
      /^architecture\. \d+ operations in 14 blocks, 3×32×32 to 10, [\d,]+ parameters, [\d,]+ multiply-accumulates a sample$/
    )
  ]);
});

test("the curves tell the exact value under the pointer", async () => {
  const chart = picture(/^training/).getByRole("img", {name: "test accuracy by step"});
  const box = (await chart.boundingBox())!;
  // The last of six dots: step 3000 of 3600 between the margins of 44 and 20 pixels.
  await opened.page.mouse.move(box.x + 44 + (284 * 3000) / 3600, box.y + 57);
  expect(await chart.locator("tspan").allTextContents()).toEqual(["step 3,000", "test accuracy 89.9\u00a0%"]);
  await opened.page.mouse.move(0, 0);
  expect(await chart.locator("tspan").count()).toBe(0);
});

test("the curves of a longer history are the same figure, with the same axes while the numbers fit", async () => {
  expect(await opened.page.evaluate("lengthen()")).toEqual({
    sameFigure: true,
    sameAxes: true,
    longer: true,
    label: "training. 2 steps; training loss 1.5"
  });
});

test("the pyramid shows the exact coefficient under the pointer", async () => {
  const canvas = picture(/^subbands/).locator("canvas");
  const box = (await canvas.boundingBox())!;
  const pixel = box.width / 30; // bands of 7, 7 and 14 pixels with two gaps of 1
  await opened.page.mouse.move(box.x + 2.5 * pixel, box.y + 3.5 * pixel);
  await expect
    .poll(() =>
      picture(/^subbands/)
        .locator(".picture-readout")
        .textContent()
    )
    .toMatch(/^low, level 2, row \d, column \d: \d/);
});

test("a click shows one band alone and Escape brings the mosaic back", async () => {
  const frame = picture(/^subbands/);
  const canvas = frame.locator("canvas");
  await frame.evaluate((element) => {
    const seen: unknown[] = [];
    Object.assign(element, {seen});
    element.addEventListener("input", () => seen.push((element as HTMLElement & {value: unknown}).value));
  });
  const box = (await canvas.boundingBox())!;
  await canvas.click({position: {x: box.width - 4, y: box.height - 4}});
  await canvas.press("Escape");
  expect(await frame.evaluate((element) => (element as HTMLElement & {seen: unknown}).seen)).toEqual([
    {level: 1, band: "diagonal"},
    null
  ]);
});

test("the arrow keys move the unit of the receptive field and Enter chooses it", async () => {
  const frame = picture(/^receptive field/);
  const canvas = frame.locator("canvas").first();
  await canvas.focus();
  for (let i = 0; i < 14; ++i) await canvas.press("ArrowUp");
  await canvas.press("Enter");
  expect(await frame.locator(".picture-said").textContent()).toBe(
    "unit at row 0, column 7 reads rows 0–6 and columns 11–20: 7×10 of 28×28 pixels"
  );
  expect(await frame.evaluate((element) => (element as HTMLElement & {value: unknown}).value)).toEqual({
    row: 0,
    column: 7
  });
});

test("the box lies over the pixels that its text names", async () => {
  const frame = picture(/^receptive field/);
  const over = (await frame.locator(".picture-over").boundingBox())!;
  const box = (await frame.locator(".picture-box").boundingBox())!;
  expect((box.width / over.width) * 28).toBeCloseTo(10, 1);
  expect((box.height / over.height) * 28).toBeCloseTo(7, 1);
  expect(((box.x - over.x) / over.width) * 28).toBeCloseTo(11, 1);
});

test("a block of the table unfolds by keyboard and its parts are named below it", async () => {
  const table = picture(/^network/);
  const visible = async () =>
    (await table.locator("tbody tr:visible th").allTextContents()).map((text) => text.replace(/[▸▾]/, "").trim());
  await table.getByRole("button", {name: "parts of layers.0.feedforward", exact: true}).press("Enter");
  expect(await visible()).toEqual(["conv", "0", "1", "layers.0", "feedforward", "0", "pool"]);
  await table.getByRole("button", {name: "parts of layers.0", exact: true}).press("Enter");
  expect(await visible()).toEqual(["conv", "0", "1", "layers.0", "pool"]);
});

test("rows stay unfolded when the network is built anew", async () => {
  const table = picture(/^network/);
  await table.getByRole("button", {name: "parts of layers.0", exact: true}).press("Enter");
  const before = await table.locator("tbody tr:visible th").allTextContents();
  await opened.page.evaluate("again() && 0");
  expect(await table.locator("tbody tr:visible th").allTextContents()).toEqual(before);
  await table.getByRole("button", {name: "parts of layers.0", exact: true}).press("Enter");
});

test("pixels that are not numbers are shown magenta", async () => {
  const pixels = await picture(/^images/)
    .locator("canvas")
    .last()
    .evaluate((canvas) => Array.from((canvas as HTMLCanvasElement).getContext("2d")!.getImageData(0, 0, 2, 2).data));
  expect(pixels).toEqual([0, 0, 0, 255, 255, 0, 255, 255, 128, 128, 128, 255, 255, 255, 255, 255]);
});

const diagram = () => picture(/^architecture/);
const card = (name: RegExp) => diagram().getByRole("treeitem", {name});
const focusedCard = () =>
  opened.page.evaluate(() => (document.activeElement as HTMLElement | SVGElement | null)?.dataset.key);

test("the cards of a network are gone through by keys, and Enter opens a block", async () => {
  await card(/^input/).focus();
  for (const key of ["ArrowDown", "ArrowDown", "Enter", "ArrowDown"]) await opened.page.keyboard.press(key);
  expect(await focusedCard()).toBe("layers.0.reduction");
  await opened.page.keyboard.press("ArrowLeft");
  expect(await focusedCard()).toBe("layers.0");
  expect(await card(/^layers\.0 to layers\.3/).getAttribute("aria-expanded")).toBe("true");
});

test("what was opened stays open, and the focus where it was, when the network is built anew", async () => {
  const wider = await opened.page.evaluate("draw(64).isConnected");
  expect(wider).toBe(true);
  expect(await focusedCard()).toBe("layers.0");
  await expect.poll(() => card(/^layers\.0\.reduction/).getAttribute("aria-label")).toContain("16×16×16");
  await opened.page.evaluate("draw(32) && 0");
});

test("the exact costs of the card with the focus stand beside the diagram", async () => {
  await card(/^layers\.0 to layers\.3/).focus();
  const terms = await diagram()
    .locator(".architecture-details dl > div")
    .evaluateAll((rows) => rows.map((row) => [...row.children].map(({textContent}) => textContent.trim()).join(": ")));
  // C = F = 32, m = 2, two levels: red + ff(48, 32) + ff(32, 16) of specs/wavemix.md
  expect(terms).toContain(`parameters: ${(4 * 34392).toLocaleString("en")} ${(34392).toLocaleString("en")} each`);
  expect(terms).toContain("kind: waveMix, 4 equal blocks");
  expect(terms).toContain("field: all pixels");
});

test("X takes equal blocks apart and puts them together again", async () => {
  const cards = () => diagram().getByRole("treeitem").count();
  const before = await cards();
  await opened.page.keyboard.press("x");
  expect(await cards()).toBe(before + 3);
  await opened.page.keyboard.press("x");
  expect(await cards()).toBe(before);
});

test("a click on a block opens it and is the picture's value", async () => {
  await card(/^conv,/).click();
  expect(await card(/^conv,/).getAttribute("aria-expanded")).toBe("true");
  expect(await diagram().evaluate((element) => (element as HTMLElement & {value: unknown}).value)).toBe("conv");
});

test("a long name is cut within its card", async () => {
  const over = await diagram()
    .locator(".architecture-card")
    .evaluateAll((groups) =>
      groups
        .filter((group) => group.querySelector("rect"))
        .filter((group) => {
          const [box, ...texts] = [
            group.querySelector(".architecture-box, .architecture-header")!,
            ...group.querySelectorAll("text")
          ];
          const {left, right} = box.getBoundingClientRect();
          return texts.some(
            (text) => text.getBoundingClientRect().left < left || text.getBoundingClientRect().right > right
          );
        })
        .map((group) => (group as SVGElement).dataset.key)
    );
  expect(over).toEqual([]);
});
