import {beforeAll, describe, expect, test} from "vitest";
import {setBackend} from "@tensorflow/tfjs-core";
import {startInNode} from "../startInNode.ts";
import {train} from "./trainer.ts";

beforeAll(async () => {
  await startInNode("cpu");
  await startInNode("wasm");
});

describe.each(["cpu", "wasm"])("on %s", (backend) => {
  beforeAll(async () => {
    await setBackend(backend);
  });

  test("200 steps leave as many tensors and bytes as 2", async () => {
    const {held, losses} = await train(200);
    expect(held[199]).toEqual(held[1]);
    expect(losses[199]).toBeLessThan(losses[0] / 2);
  });

  test("the same seed gives the same weights, bit for bit", async () => {
    const [first, second] = [await train(20), await train(20)];
    expect(second.losses).toEqual(first.losses);
    expect(second.weights).toEqual(first.weights);
  });

  test("counts the passes", async () => {
    const {weights} = await train(3);
    expect(weights.get("batchNorm.0.num_batches_tracked")!.data).toEqual(BigInt64Array.of(3n));
  });
});

test("the first five losses on wasm are those on cpu", async () => {
  await setBackend("cpu");
  const {losses} = await train(5);
  await setBackend("wasm");
  expect((await train(5)).losses.map((loss, i) => Math.abs(loss - losses[i]) < 1e-4)).toEqual(losses.map(() => true));
});
