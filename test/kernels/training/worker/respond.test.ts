import {expect, test} from "vitest";
import {conv} from "../../../../kernels/blocks/plain/conv.ts";
import {describeNetwork} from "../../../../kernels/graph/describe.ts";
import {network} from "../../../../kernels/graph/trace.ts";
import {impulse, spread} from "../../../../kernels/insight/impulse.ts";
import {respond} from "../../../../kernels/training/worker/respond.ts";

const net = network([2, 7, 9], (x) => {
  x = conv(x, {width: 3, kernel: 3, padding: 1, name: "first"});
  return conv(x, {width: 4, kernel: 3, padding: 1, name: "second"});
});

const answers = (paths: string[], seed = 1) =>
  respond(
    {network: describeNetwork(net), seed, weights: null, pixels: impulse([2, 7, 9], {row: 2, column: 5}), paths},
    {backend: "cpu", wasmPath: ""}
  );

test("a pixel is felt by exactly the units whose receptive field holds it", async () => {
  const [first, second] = (await answers(["first", "second"])).map(spread);
  for (const [{plane}, reach] of [
    [first, 1],
    [second, 2]
  ] as const)
    plane.data.forEach((value, i) => {
      const inside = Math.abs(Math.floor(i / 9) - 2) <= reach && Math.abs((i % 9) - 5) <= reach;
      expect(value > 0, `unit ${i} of a reach of ${reach}`).toBe(inside);
    });
});

test("the same seed gives the same answer, another seed another one", async () => {
  const [[a], [b], [c]] = [await answers(["second"]), await answers(["second"]), await answers(["second"], 2)];
  expect(a.data).toEqual(b.data);
  expect(a.data).not.toEqual(c.data);
});

test("a place that is not in the network is named", async () => {
  await expect(answers(["third"])).rejects.toThrow("third");
});
