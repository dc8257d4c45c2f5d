import {afterAll, beforeAll, expect, test} from "vitest";
import {openPage, type BrowserPage} from "../../../browser/page.ts";
import type {registerWebgl} from "../../../../kernels/tensors/webgl/register.ts";
import type {deviations} from "../parity/compare.ts";
import {sums, type repeated} from "../parity/repeated.ts";
import type {Held} from "../parity/stepping.ts";

declare const globalThis: {
  registerWebgl: typeof registerWebgl;
  deviations: typeof deviations;
  repeated: typeof repeated;
  held(steps: number): Promise<Held[]>;
};

let opened: BrowserPage;

beforeAll(async () => {
  opened = await openPage("test/kernels/tensors/webgl/entry.ts");
  await opened.page.evaluate(() => globalThis.registerWebgl());
});

afterAll(() => opened?.close());

// A part of the cases: the programs stay the same, while tfjs compiles an upload and a download for every shape.
const others = [
  "without bias",
  "1×1",
  "2×2 stride 3",
  "(3 → 4|4 → 3|4 → 2|2 → 4|6 → 6|→ 10)$",
  "6 channels",
  "3 × .(8 → 4|4 → 8)",
  "2 × .1",
  "grouped.*4×4",
  "product (?!3×|1×(5×7|7×5)|2×3×10×8 )",
  "3×2 stride 2×3.* 8 channels",
  "40×5|7×1"
].join("|");

test("every kernel equals cpu's in value and all gradients", {timeout: 300_000}, async () => {
  const {checked, wrong} = await opened.page.evaluate(
    (others) => globalThis.deviations("webgl", `^(?!.*(${others}))`),
    others
  );
  expect(wrong).toEqual([]);
  expect(checked).toBeGreaterThan(120);
  expect(opened.errors.filter((error) => !error.startsWith("Failed to load resource"))).toEqual([]); // no icon
});

test("sums over many positions give the same bits every time", async () => {
  expect(await opened.page.evaluate((names) => globalThis.repeated("webgl", names), sums)).toEqual([]);
});

test("200 training steps with every kernel hold no more tensors, bytes or programs than 20", async () => {
  const [first, ...rest] = await opened.page.evaluate(() => globalThis.held(200));
  expect(first!.numTensors).toBeGreaterThan(0);
  for (const state of rest) expect(state).toEqual(first);
});
