import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {allOps, type OpName} from "../../../../kernels/ops/table.ts";
import {openPage, type BrowserPage} from "../../../browser/page.ts";
import type {OpsPage} from "./entry.ts";

declare const globalThis: OpsPage;

describe.each(["webgl", "webgpu"] as const)("on %s", (backend) => {
  let opened: BrowserPage;
  beforeAll(async () => {
    opened = await openPage("test/kernels/tensors/ops/entry.ts");
    expect(await opened.page.evaluate((name) => globalThis.start(name), backend)).toBe(backend);
  });
  afterAll(() => opened.close());
  test.each(Object.keys(allOps) as OpName[])(
    "%s gives cpu's value and the gradients that differences say",
    async (op) => {
      const faults = await opened.page.evaluate(([op, backend]) => globalThis.faultsOf(op, backend), [
        op,
        backend
      ] as const);
      expect(faults).toEqual([]);
    }
  );
});
