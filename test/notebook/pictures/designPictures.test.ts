import {afterAll, beforeAll, expect, test} from "vitest";
import {openPage, type BrowserPage} from "../../browser/page.ts";

let opened: BrowserPage;
beforeAll(async () => {
  opened = await openPage("test/notebook/pictures/designGallery.ts");
  await opened.page.waitForFunction("globalThis.show");
  await opened.page.evaluate("show()");
});
afterAll(() => opened.close());

const picture = (name: RegExp) => opened.page.getByRole("group", {name});
const tip = (name: RegExp) => picture(name).locator(".picture-tip tspan").allTextContents();

test("every picture of design tells its content in words", async () => {
  const labels = await opened.page
    .locator("figure.picture")
    .evaluateAll((all) => all.map((f) => f.getAttribute("aria-label")));
  expect(labels).toEqual([
    expect.stringMatching(
      /^feasible region\. effectiveness against operations: 500 of 1,000 networks keep all bounds; the best has operations 5\d\d,\d{3},\d{3}, effectiveness 0\.\d+, score 2\d,\d{3}/
    ),
    "score by parameters. score against parameters: 500 of 1,000 networks keep all bounds",
    "empty region. effectiveness against MACs: 0 of 0 networks keep all bounds",
    expect.stringMatching(
      /^score against budget\. score of 11 networks by operations, from \d,\d{3} at 29 M to \d\d,\d{3} at 1\.2 G$/
    ),
    "empty curve. no network yet",
    expect.stringMatching(/^one network\. network 1: 5 stages, entropy 2\d,\d{3}, effectiveness at most 0\.\d+$/),
    expect.stringMatching(/^stages\. by hand: 5 stages, entropy 8,\d{3}, .*; solved: 4 stages, /),
    expect.stringMatching(
      /^stages of networks\. EdgeNeXt: attention among channels .*; MGIC: \d stages, entropy [\d,]+, effectiveness at most [\d.]+$/
    ),
    "no network. no network",
    expect.stringMatching(
      /^before and after\. solved has \d+\.\d\u00a0% more score than by hand, 2\d,\d{3} against 8,\d{3}; parameters \d+\.\d\u00a0% more, operations \d+\.\d\u00a0% more$/
    )
  ]);
  expect(opened.errors).toEqual([]);
});

test("a picture that is drawn again is the same figure with the new numbers", async () => {
  const drawn = (await opened.page.evaluate("again()")) as {same: boolean; label: string}[];
  expect(drawn.map(({same}) => same)).toEqual([true, true, true, true]);
  expect(drawn.map(({label}) => label)).toEqual([
    "feasible region. effectiveness against parameters: 1 of 1 networks keep all bounds",
    expect.stringMatching(/^score against budget\. score of 1 networks by parameters/),
    expect.stringMatching(/^stages\. network 1: 5 stages, entropy/),
    expect.stringMatching(/^before and after\. after has \d+\.\d\u00a0% more score than before/)
  ]);
});

test("the arrow keys go along the curve, and tell structures", async () => {
  const chart = picture(/^score against budget/).getByRole("img");
  await chart.focus();
  await chart.press("ArrowRight");
  const first = await tip(/^score against budget/);
  expect(first[0]).toMatch(/^operations ≤ 29,/);
  expect(first.join(" ")).toMatch(/C\d+\/k3 K1KXK1 \d+b\d+/);
  await chart.press("ArrowRight");
  expect((await tip(/^score against budget/))[0]).toMatch(/^operations ≤ 42,/);
  expect(
    await picture(/^score against budget/)
      .locator("[aria-live]")
      .textContent()
  ).toMatch(/^operations ≤ 42,/);
});

test("Enter makes the design of a point the picture's value", async () => {
  const frame = picture(/^score against budget/);
  await frame.getByRole("img").press("Enter");
  const value = await frame.evaluate((element) => (element as HTMLElement & {value: {flops: number}}).value);
  expect(value.flops).toBeGreaterThan(30e6);
  expect(value.flops).toBeLessThan(43e6);
});

test("a bound that no network keeps says what is in the way", async () => {
  const chart = picture(/^score against budget/).locator("svg");
  const box = (await chart.boundingBox())!;
  const [right, bottom] = [box.width - 22, box.height - 36];
  const along = Math.log(1.12) / Math.log((1.2e9 / 20e6) * 1.12 ** 2);
  await opened.page.mouse.move(box.x + 58 + (right - 58) * along, box.y + bottom);
  const said = await tip(/^score against budget/);
  expect(said[0]).toBe("operations ≤ 20,000,000: no network is within all bounds");
  expect(said[1]).toMatch(/^the least (operations|parameters|effectiveness) is /);
});

test("bounds lie across the axis that they hold for", async () => {
  const lines = await picture(/^feasible region/)
    .locator(".picture-bound")
    .evaluateAll((all) => all.map((line) => ["x1", "x2", "y1", "y2"].map((name) => Number(line.getAttribute(name)))));
  expect(lines).toHaveLength(2);
  const [[x1, x2], [, , y1, y2]] = lines;
  expect(x1).toBe(x2);
  expect(y1).toBe(y2);
});

test("a chart fits the width that it is given", async () => {
  const svg = picture(/^score by parameters/).locator("svg");
  const widthOf = async () => Number(await svg.getAttribute("width"));
  expect(await widthOf()).toBe(720);
  await opened.page.evaluate("document.body.style.width = '400px'");
  await expect.poll(widthOf).toBe(400);
  await opened.page.evaluate("document.body.style.width = '780px'");
  await expect.poll(widthOf).toBe(720);
});

test("effectiveness over its bound is said to be over", async () => {
  const over = await picture(/^stages\. by hand/)
    .locator(".picture-over-bound")
    .allTextContents();
  expect(over.map((text) => text.trim().replace(/\s+/g, " "))).toEqual([
    expect.stringMatching(/^0\.2\d\d ?over$/),
    expect.stringMatching(/^0\.2\d\d ?over$/)
  ]);
});

test("what two structures share is told once, what differs before and after", async () => {
  const cells = picture(/^before and after/)
    .locator(".picture-parts tbody tr")
    .first()
    .locator("td");
  expect((await cells.allTextContents()).map((text) => text.trim())).toEqual(["16 → 32", "–", "3", "–", "112"]);
});
