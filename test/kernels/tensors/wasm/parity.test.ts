import {beforeAll, expect, test} from "vitest";
import {deviations} from "../parity/compare.ts";
import {startInNode} from "../startInNode.ts";

beforeAll(() => startInNode("wasm"));

test("every kernel on wasm equals cpu's in value and all gradients", async () => {
  const {checked, wrong} = await deviations("wasm");
  expect(wrong).toEqual([]);
  expect(checked).toBeGreaterThan(350);
});
