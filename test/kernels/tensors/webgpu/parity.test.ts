import {expect, test} from "vitest";
import {openPage} from "../../../browser/page.ts";
import type {registerWebgpu} from "../../../../kernels/tensors/webgpu/register.ts";
import type {deviations} from "../parity/compare.ts";

declare const globalThis: {registerWebgpu: typeof registerWebgpu; deviations: typeof deviations};

async function deviationsOn(adapter: "software" | "hardware", pattern?: string): ReturnType<typeof deviations> {
  const {page, errors, close} = await openPage("test/kernels/tensors/webgpu/entry.ts");
  const found = await page.evaluate(
    ([adapter, pattern]) => {
      globalThis.registerWebgpu({software: adapter === "software"});
      return globalThis.deviations("webgpu", pattern);
    },
    [adapter, pattern] as const
  );
  await close();
  expect(errors.filter((error) => !error.startsWith("Failed to load resource"))).toEqual([]); // the page has no icon
  return found;
}

test("every kernel for software WebGPU equals cpu's in value and all gradients", {timeout: 300_000}, async () => {
  const {checked, wrong} = await deviationsOn("software");
  expect(wrong).toEqual([]);
  expect(checked).toBeGreaterThan(400);
});

// Only these differ, and the workgroup memory that they use is slow here.
test("the tiled kernels for hardware WebGPU equal cpu's in value and all gradients", {timeout: 300_000}, async () => {
  const {checked, wrong} = await deviationsOn(
    "hardware",
    [
      "^(transposed )?conv (1×1|3×3 stride 2|3×3 dilated), (6 → 6|8 → 12|12 → 8)",
      "^grouped (transposed )?conv 3×3 stride 2, 2 × .(4 → 8|8 → 4)",
      "^linear.* 2×9×12 → (3|8)",
      "^product 3×5×7"
    ].join("|")
  );
  expect(wrong).toEqual([]);
  expect(checked).toBeGreaterThan(15);
});
