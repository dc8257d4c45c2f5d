import {afterAll, beforeAll, beforeEach, expect, test} from "vitest";
import {openPage, type BrowserPage} from "../../browser/page.ts";
import type {} from "./runCard.entry.ts";

let opened: BrowserPage;
beforeAll(async () => {
  opened = await openPage("test/notebook/page/runCard.entry.ts");
});
afterAll(async () => {
  expect(opened.errors).toEqual([]);
  await opened.close();
});
beforeEach(() =>
  opened.page.evaluate(() => {
    document.body.replaceChildren();
    cards.calls.length = 0;
  })
);

test.each([
  ["ready", "Run", "start"],
  ["queued", "Cancel", "pause"],
  ["running", "Pause", "pause"],
  ["paused", "Resume", "resume"],
  ["done", "Rerun", "start"],
  ["stopped", "Resume", "resume"],
  ["failed", "Resume", "resume"]
] as const)("the main button of a run that is %s says %s", async (status, text, call) => {
  const {page} = opened;
  await page.evaluate((status) => void cards.card({status}), status);
  await page.getByRole("button", {name: text, exact: true}).click();
  expect(await page.evaluate(() => cards.calls)).toEqual([call]);
});

test("drawing a card starts nothing", async () => {
  await opened.page.evaluate(() => cards.gallery());
  expect(await opened.page.evaluate(() => cards.calls)).toEqual([]);
});

test("a step is offered only where it can be made", async () => {
  const enabled = await opened.page.evaluate(() =>
    cards.statuses.filter((status) => {
      const {element} = cards.card({status});
      return ![...element.querySelectorAll("button")].find((each) => each.textContent === "Step")!.disabled;
    })
  );
  expect(enabled).toEqual(["ready", "paused"]);
});

test("a running card says how far it is and how long it takes", async () => {
  const text = await opened.page.evaluate(() => cards.card(cards.training).element.innerText);
  expect(text).toContain("epoch 3 of 5 · step 412 of 940 · 44 steps/s · 12 s left");
  expect(text).toMatch(/loss\s+0\.482/);
  expect(text).toMatch(/test accuracy\s+84\.2 %/);
  expect(text).toContain("webgpu · NVIDIA H100");
});

test("loss and accuracy are taken over the same steps, which the hover says", async () => {
  const values = await opened.page.evaluate(() =>
    [...cards.card(cards.training).element.querySelectorAll<HTMLElement>(".run-values > div")].map((each) => [
      each.innerText.replaceAll(/\s+/g, " ").trim(),
      each.title
    ])
  );
  const over = "running mean over about the last 50 steps";
  expect(values.slice(0, 2)).toEqual([
    ["loss 0.482", over],
    ["accuracy 85.2 %", over]
  ]);
});

test("a stale run shows the difference with Run new and Keep", async () => {
  const {page} = opened;
  await page.evaluate(() => void cards.card({...cards.training, stale: true, difference: ["width 16 → 32"]}));
  await expect.poll(() => page.locator(".run-stale").innerText()).toContain("width 16 → 32");
  await page.getByRole("button", {name: "Keep"}).click();
  await page.getByRole("button", {name: "Run new"}).click();
  expect(await page.evaluate(() => cards.calls)).toEqual(["keep", "start"]);
});

test("the buttons of a stale run hold their text however much the plan changed", async () => {
  const over = await opened.page.evaluate(() => {
    const difference = Array.from({length: 12}, (_, i) => `stage ${i + 1} width 16 → 32`);
    const {element} = cards.card({...cards.training, stale: true, difference});
    return [...element.querySelectorAll<HTMLElement>(".run-choice button")].map((each) => [
      each.scrollWidth - each.clientWidth,
      each.scrollHeight - each.clientHeight
    ]);
  });
  expect(over).toEqual([
    [0, 0],
    [0, 0]
  ]);
});

test("a run that was kept although the cell describes another says so, with the difference at hand", async () => {
  const [text, title, after] = await opened.page.evaluate(() => {
    const {element, show} = cards.card({...cards.training, stale: true, kept: true, difference: ["width 16 → 32"]});
    const badge = element.querySelector<HTMLElement>(".run-badge")!;
    const before = [badge.textContent, badge.title];
    show({...cards.training, stale: false, kept: false});
    return [...before, badge.textContent];
  });
  expect([text, title, after]).toEqual(["kept; the cell describes another run", "width 16 → 32", ""]);
});

test("the notice goes when the plan is the same again", async () => {
  const hidden = await opened.page.evaluate(() => {
    const {element, show} = cards.card({stale: true, difference: ["a"]});
    const notice = element.querySelector<HTMLElement>(".run-stale")!;
    const before = notice.hidden;
    show({stale: false});
    return [before, notice.hidden];
  });
  expect(hidden).toEqual([false, true]);
});

test("a cached result says where it is from", async () => {
  const text = await opened.page.evaluate(
    () =>
      cards.card({status: "done", cached: true, finished: Date.UTC(2026, 10, 3, 12), seconds: 231}).element.innerText
  );
  expect(text).toContain("from 3 Nov, 4 min");
  expect(text).toContain("Rerun");
});

test("a failure says message, block and step", async () => {
  const text = await opened.page.evaluate(
    () =>
      cards.card({status: "failed", error: {message: "loss is NaN", block: "layers.1", step: 1413}}).element.innerText
  );
  expect(text).toContain("loss is NaN (layers.1), at step 1,413");
});

test("nothing in the card moves while it trains", async () => {
  const moved = await opened.page.evaluate(() => {
    const {element, show} = cards.card({});
    const places = () =>
      [...element.querySelectorAll("button, dd, .run-bar")]
        .filter((each) => each.checkVisibility())
        .map((each) => {
          const {left, top} = each.getBoundingClientRect();
          return `${left},${top}`;
        })
        .join(" ");
    const before = places();
    show({status: "starting"});
    const starting = places();
    show(cards.training);
    return [starting === before, places() === before];
  });
  expect(moved).toEqual([true, true]);
});

test("the main button keeps the focus from Run to Pause", async () => {
  const {page} = opened;
  const name = await page.evaluate(() => {
    const {element, show} = cards.card({});
    element.querySelector<HTMLElement>(".run-main")!.focus();
    show(cards.training);
    return document.activeElement?.textContent;
  });
  expect(name).toBe("Pause");
});

test("Run all asks every run that waits, in their order, and leaves the others alone", async () => {
  const {page} = opened;
  const text = await page.evaluate(() => cards.group(["done", "ready", "running", "stopped", "ready"]).innerText);
  expect(text).toContain("5 runs: 1 trained, 2 ready, 1 training, 1 stopped");
  await page.getByRole("button", {name: "Run all"}).click();
  expect(await page.evaluate(() => cards.calls)).toEqual(["run 2 start", "run 4 resume", "run 5 start"]);
});

test("Stop all takes back what waits before it stops what trains", async () => {
  const {page} = opened;
  await page.evaluate(() => void cards.group(["done", "running", "queued", "ready"]));
  await page.getByRole("button", {name: "Stop all"}).click();
  expect(await page.evaluate(() => cards.calls)).toEqual(["run 3 pause", "run 2 stop"]);
});
