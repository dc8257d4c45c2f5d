import {expect, test} from "vitest";
import {interpolateLatency, type ConvShape, type LatencyTable} from "../../../../kernels/design/latency/latency.ts";
import {latencyOf} from "../../../../kernels/design/latency/latencyOf.ts";
import {designProblem} from "../../../../kernels/design/problem/problem.ts";
import {search} from "../../../../kernels/design/search/search.ts";
import {createSpace} from "../../../../kernels/design/search/space.ts";

/** A machine whose time is a product of powers, which the interpolation must give exactly. */
const law = ({depthwise, input, output, side, kernel}: Omit<ConvShape, "stride">) =>
  1e-4 * side ** 1.5 * input ** 0.7 * (depthwise ? 1 : output) ** 0.6 * kernel;

const table: LatencyTable = {
  machine: "a test",
  backend: "none",
  entries: [true, false].flatMap((depthwise) =>
    [1, 3, 5].flatMap((kernel) =>
      [1, 2].flatMap((stride) =>
        [7, 30, 120].flatMap((side) =>
          [8, 100, 700].flatMap((input) =>
            (depthwise ? [input] : [8, 300]).map((output) => {
              const shape = {depthwise, kernel, stride, side, input, output};
              return {...shape, ms: law(shape)};
            })
          )
        )
      )
    )
  )
};

test("between, at and beyond the measured points a power law is met", () => {
  const time = interpolateLatency(table);
  for (const [side, input, output] of [
    [7, 8, 8],
    [56, 64, 384],
    [224, 3, 1024],
    [14, 2048, 16]
  ])
    for (const depthwise of [true, false]) {
      const shape = {depthwise, kernel: 3, stride: 1, side, input, output: depthwise ? input : output};
      expect(time(shape) / law(shape)).toBeCloseTo(1, 10);
    }
});

test("a structure takes the sum of its convolutions", () => {
  const conv = (side: number, kernel: number, input: number, output: number) =>
    law({depthwise: false, side, kernel, input, output});
  const first = conv(16, 1, 8, 8) + conv(16, 3, 8, 8) + conv(8, 1, 8, 16) + conv(8, 1, 8, 16);
  const second = conv(8, 1, 16, 8) + conv(8, 3, 8, 8) + conv(8, 1, 8, 16);
  expect(latencyOf("C8/k3 K1KXK1 16b8k3L2", table, 32)).toBeCloseTo(conv(32, 3, 3, 8) + first + second, 10);
  const depthwise = law({depthwise: true, side: 32, kernel: 5, input: 24, output: 24});
  expect(latencyOf("C8/k3 K1DWK1 16b24k5L1 C40/k1", table, 64)).toBeCloseTo(
    conv(64, 3, 3, 8) + conv(32, 1, 8, 24) + depthwise + conv(16, 1, 24, 16) + conv(16, 1, 16, 40),
    10
  );
});

test("a budget of milliseconds is kept", () => {
  const problem = designProblem({budget: {latencyMs: 60}, latency: table, rho: 0.3});
  const steps = search(problem, {starts: 1, moves: 10_000});
  for (let step = steps.next(); ; step = steps.next())
    if (step.done) {
      const latency = latencyOf(createSpace(problem).toStructure(step.value.point), table);
      expect(latency).toBeLessThanOrEqual(60 * (1 + 1e-9));
      expect(latency).toBeGreaterThan(40);
      return;
    }
});

test("a table with a hole, and a kernel that it lacks, are refused", () => {
  expect(() => interpolateLatency({...table, entries: table.entries.slice(1)})).toThrow(
    "incomplete latency table: no time for side 7, 8 → 1 (depthwise 1×1 stride 1)"
  );
  expect(() => latencyOf("C8/k7", table)).toThrow("missing in the latency table: 7×7 stride 2");
});
