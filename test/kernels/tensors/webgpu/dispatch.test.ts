import {afterAll, beforeAll, expect, test} from "vitest";
import {openPage, type BrowserPage} from "../../../browser/page.ts";
import {erfc} from "../../../../kernels/tensors/cpu/erf.ts";
import type {registerWebgpu} from "../../../../kernels/tensors/webgpu/register.ts";
import {sums, type repeated} from "../parity/repeated.ts";
import type {Held} from "../parity/stepping.ts";
import type {DispatchFacts} from "./dispatchFacts.ts";

declare const globalThis: {
  registerWebgpu: typeof registerWebgpu;
  repeated: typeof repeated;
  stockByAdapter(): boolean[];
  dispatchFacts(): Promise<DispatchFacts>;
  held(steps: number): Promise<Held[]>;
};

let opened: BrowserPage;
let facts: DispatchFacts;

beforeAll(async () => {
  opened = await openPage("test/kernels/tensors/webgpu/entry.ts");
  facts = await opened.page.evaluate(() => {
    globalThis.registerWebgpu({software: true});
    return globalThis.dispatchFacts();
  });
});

afterAll(() => opened?.close());

test("the backend's private parts are those that a dispatch relies on", () => {
  expect(facts.version).toBe("4.22.0");
  expect(facts.fields).toEqual({
    commandEncoder: "GPUCommandEncoder",
    computePassEncoder: "GPUComputePassEncoder",
    commandQueueOwnedIds: "WeakSet",
    dispatchCountInPass: "number",
    uniformPendingDisposal: "Array",
    activeTimers: "undefined",
    supportTimestampQuery: "boolean",
    querySet: "GPUQuerySet",
    querySetCount: "number"
  });
});

test("one pipeline serves all shapes", () => {
  expect(facts.compiledAgain).toBe(0);
});

test("a profile knows how long a kernel took", () => {
  expect(facts.time).toBeGreaterThan(0);
});

test("more workgroups than fit in one dimension go over two", () => {
  expect(facts.lastOfMany).toBeCloseTo(0.8413447, 6);
});

test("a tensor that has been read back can be an input again", () => {
  const gelu = (x: number) => (x * erfc(-x * Math.SQRT1_2)) / 2;
  facts.afterReading.forEach((value, i) => expect(value).toBeCloseTo(gelu(gelu(i + 1)), 5));
});

test("sums over many positions give the same bits every time", async () => {
  expect(await opened.page.evaluate((names) => globalThis.repeated("webgpu", names), sums)).toEqual([]);
});

test("200 training steps with every kernel hold no more tensors, bytes or pipelines than 20", async () => {
  const [first, ...rest] = await opened.page.evaluate(() => globalThis.held(200));
  expect(first!.numTensors).toBeGreaterThan(0);
  for (const state of rest) expect(state).toEqual(first);
});

test("registering for the other kind of adapter gives tfjs' own kernels back", async () => {
  expect(await opened.page.evaluate(() => globalThis.stockByAdapter())).toEqual([true, false, true]);
});
