import {beforeAll, describe, expect, test} from "vitest";
import {allOps, type OpName} from "../../../../kernels/ops/table.ts";
import {startInNode} from "../startInNode.ts";
import {faultsOf} from "./compare.ts";

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(async () => {
    await startInNode("cpu");
    expect((await startInNode(backend)).backend).toBe(backend);
  });
  test.each(Object.keys(allOps) as OpName[])(
    "%s gives cpu's value and the gradients that differences say",
    async (op) => {
      expect(await faultsOf(op, backend)).toEqual([]);
    }
  );
});
