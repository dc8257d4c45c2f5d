import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {memory} from "@tensorflow/tfjs-core";
import {startInNode} from "../kernels/tensors/startInNode.ts";
import {openPage, type BrowserPage} from "../browser/page.ts";
import {readCase} from "./case.ts";
import {checkCase, exact} from "./check.ts";
import {casesOf, type CaseFile} from "./folder.ts";
import type {ReferencePage} from "./page.ts";
import {judge, type Verdict} from "./verdict.ts";

declare const reference: ReferencePage;

const files = casesOf("test/reference/cases").map((file) => [file.name, file] as const);
const small = files.filter(([name]) => !name.startsWith("full-") && name !== "filters");

function expectOk({ok, faults}: Verdict): void {
  expect(faults).toEqual([]);
  expect(ok).toBe(true);
}

describe.each(["cpu", "wasm"] as const)("the authors' numbers on %s", (backend) => {
  beforeAll(async () => {
    expect((await startInNode(backend)).backend).toBe(backend);
  });

  test.each(files)("%s", async (_, file) => {
    const before = memory().numTensors;
    expectOk(await judge(file.bytes, backend));
    expect(memory().numTensors).toBeLessThanOrEqual(before + constants);
  });
});

/** Filters and matrices that a backend keeps for later, at most so many in a case. */
const constants = 40;

describe.each(["webgl", "webgpu"] as const)("the authors' numbers on %s", (backend) => {
  let opened: BrowserPage;
  beforeAll(async () => {
    opened = await openPage("test/reference/page.ts");
    await opened.page.waitForFunction(() => "reference" in globalThis);
    expect(await opened.page.evaluate((name) => reference.start(name), backend)).toBe(backend);
  });
  afterAll(() => opened?.close());

  test.each(small)("%s", async (_, {bytes}: CaseFile) => {
    const base64 = Buffer.from(bytes).toString("base64");
    expectOk(await opened.page.evaluate(([text, name]) => reference.judge(text, name), [base64, backend] as const));
  });
});

describe("the comparison", () => {
  const file = files.find(([name]) => name === "block-level1-c16m2f16-8x8-train")![1];

  beforeAll(() => startInNode("wasm"));

  test.each([
    "output",
    "weight.reduction.weight",
    "grad.input",
    "grad.reduction.weight",
    "tap.reduction",
    "after.feedforward.5.running_var"
  ])(
    "a changed %s is noticed",
    async (name) => {
      const stored = readCase(file.bytes);
      const values = stored.tensors.get(name)!.data as Float32Array;
      values[1] += 2e-3;
      const findings = await checkCase(stored, exact);
      expect(findings.some(({error, tolerance}) => error > tolerance)).toBe(true);
    }
  );

  test("a wrong parameter count is noticed", async () => {
    const stored = {...readCase(file.bytes), parameters: 5285};
    const findings = await checkCase(stored, exact);
    expect(findings.filter(({error, tolerance}) => error > tolerance).map(({what}) => what)).toEqual(["parameters 5284"]);
  });

  test("a file that is no case fails instead of stopping the run", async () => {
    expect((await judge(new Uint8Array(3), "wasm")).ok).toBe(false);
  });
});
