import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {memory} from "@tensorflow/tfjs-core";
import {startInNode} from "../kernels/tensors/startInNode.ts";
import {openPage, type BrowserPage} from "../browser/page.ts";
import {readCase} from "./case.ts";
import {checkCase, exact} from "./check.ts";
import {casesOf, isSmall, type CaseFile} from "./folder.ts";
import type {ReferencePage} from "./page.ts";
import {judge, type Verdict} from "./verdict.ts";

declare const reference: ReferencePage;

const files = casesOf("test/reference/cases").map((file) => [file.name, file] as const);
const small = files.filter(([, file]) => isSmall(file));

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
  const bytesOf = (title: string) => files.find(([name]) => name === title)![1].bytes;

  beforeAll(() => startInNode("wasm"));

  test.each([
    ["block-level1-c16m2f16-8x8-train", "output"],
    ["block-level1-c16m2f16-8x8-train", "weight.reduction.weight"],
    ["block-level1-c16m2f16-8x8-train", "grad.input"],
    ["block-level1-c16m2f16-8x8-train", "grad.reduction.weight"],
    ["block-level1-c16m2f16-8x8-train", "after.feedforward.5.running_var"],
    ["mixer-conv-c16m2f16-8x8", "tap.mixed"],
    ["idwt-db2-zero-j2-11x14", "grad.input.1"],
    ["sdta_s2_droppath", "grad.xca.temperature"],
    ["sdta_s2_droppath", "tap.pos"],
    ["viz_tiny", "tap.stages.1.1.entropy"],
    ["viz_tiny", "tap.stages.2.1.qk_product"],
    ["viz_tiny", "tap.gradcam_weights.3"]
  ])(
    "in %s a changed %s is noticed",
    async (title, name) => {
      const stored = readCase(bytesOf(title));
      const values = stored.tensors.get(name)!.data as Float32Array;
      values[1] += 2e-3;
      const findings = await checkCase(stored, exact);
      expect(findings.some(({error, tolerance}) => error > tolerance)).toBe(true);
    }
  );

  test("a wrong parameter count is noticed", async () => {
    const stored = {...readCase(bytesOf("block-level1-c16m2f16-8x8-train")), parameters: 5285};
    const findings = await checkCase(stored, exact);
    expect(findings.filter(({error, tolerance}) => error > tolerance).map(({what}) => what)).toEqual(["parameters 5284"]);
  });

  test("a file that is no case fails instead of stopping the run", async () => {
    expect((await judge(new Uint8Array(3), "wasm")).ok).toBe(false);
  });
});
