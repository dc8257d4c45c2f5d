import {beforeAll, describe, expect, test} from "vitest";
import {initialWeights} from "../../../../kernels/graph/initialise.ts";
import {network} from "../../../../kernels/graph/trace.ts";
import {crossCovariance} from "../../../../kernels/ops/crossCovariance.ts";
import {compute} from "../../../reference/compute.ts";
import {valuesOf} from "../../values.ts";
import {startInNode} from "../startInNode.ts";

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(async () => {
    expect((await startInNode(backend)).backend).toBe(backend);
  });

  test("a query that is zero at every token attends evenly, and its gradient is finite", async () => {
    const [tokens, width, heads] = [5, 4, 2];
    const net = network([tokens, 3 * width * heads], (qkv) => crossCovariance(qkv, {heads}));
    const input = valuesOf("qkv", [tokens, 3 * width * heads]);
    for (let t = 0; t < tokens; ++t) input[t * 3 * width * heads] = 0;
    const {outputs, gradients} = await compute({
      network: net,
      weights: initialWeights(net, 1),
      training: false,
      taps: [],
      batch: 1,
      input,
      cotangents: [valuesOf("cotangent", net.outputs[0].shape)]
    });
    expect([...outputs[0].subarray(0, width)]).toEqual([0.25, 0.25, 0.25, 0.25]);
    for (const values of gradients.values()) expect(values.every(Number.isFinite)).toBe(true);
  });
});
