import {describe, expect, test} from "vitest";
import {presets} from "../../../../kernels/design/problem/presets.ts";
import {frontier, type Frontier, type FrontierOptions} from "../../../../kernels/design/search/frontier.ts";
import {worthOf} from "../independent.ts";
import {tiny} from "./tiny.ts";

const options: FrontierOptions = {
  ...presets.small,
  along: "flops",
  from: 100e6,
  to: 1e9,
  points: 5,
  moves: 12_000
};

async function curvesOf(asked: FrontierOptions): Promise<readonly Frontier[]> {
  const curves: Frontier[] = [];
  for await (const curve of frontier(asked)) curves.push(curve);
  return curves;
}

const scores = ({points}: Frontier) => points.map(({design}) => design?.score);

describe("the frontier", async () => {
  const curves = await curvesOf(options);

  test("grows point by point, then only upwards, and ends with done", () => {
    expect(curves.slice(0, 5).map(({points}) => points.filter(({design}) => design).length)).toEqual([1, 2, 3, 4, 5]);
    expect(curves.map(({done}) => done)).toEqual([...Array<boolean>(curves.length - 1).fill(false), true]);
    for (const [n, curve] of curves.entries()) {
      expect(curve.fraction).toBeGreaterThanOrEqual(curves[n - 1]?.fraction ?? 0);
      for (const [i, score] of scores(curves[n - 1] ?? curve).entries())
        if (score !== undefined) expect(scores(curve)[i]).toBeGreaterThanOrEqual(score);
    }
    expect(curves.at(-1)!.points.map(({bound}) => bound)).toEqual([100e6, 177_828_000, 316_228_000, 562_341_000, 1e9]);
  });

  test("never falls as the bound grows, in any state", () => {
    for (const curve of curves) {
      const known = scores(curve).filter((score) => score !== undefined);
      expect(known).toEqual([...known].sort((a, b) => a - b));
    }
  });

  test("has designs that an independent count finds within every bound", () => {
    for (const {bound, design} of curves.at(-1)!.points) {
      const worth = worthOf(design!.structure);
      expect(worth.flops).toBeLessThanOrEqual(bound);
      expect(worth.params).toBeLessThanOrEqual(4e6);
      expect(worth.rho).toBeLessThanOrEqual(0.3);
      expect(worth.score).toBeCloseTo(design!.score, 6);
    }
  });

  test("finds the best of a space that can be counted, at each bound", async () => {
    const {options: problem, feasible} = tiny();
    const {points} = (
      await curvesOf({...problem, along: "flops", from: 12e6, to: 30e6, points: 4, starts: 2, moves: 20_000})
    ).at(-1)!;
    for (const {bound, design} of points) {
      const best = Math.max(...feasible.filter(({flops}) => flops <= bound).map(({score}) => score));
      expect(design!.score).toBeCloseTo(best, 6);
    }
  });

  test("is the same for the same seed", async () => {
    expect(await curvesOf(options)).toEqual(curves);
  });

  test("says what is in the way of bounds that no design keeps", async () => {
    const {points} = (await curvesOf({...options, from: 1e6, to: 100e6, points: 3})).at(-1)!;
    expect(points[0].design).toBeUndefined();
    expect(points[0].binding).toMatchObject([{constraint: "flops", bound: 1e6, alone: true}]);
    expect(points[2].design).toBeDefined();
  });

  test("throws only if no bound can be kept", async () => {
    await expect(curvesOf({...options, from: 1e5, to: 1e6, points: 2})).rejects.toMatchObject({
      name: "InfeasibleError",
      binding: [{constraint: "flops", bound: 1e6, alone: true}]
    });
  });

  test("stops when its signal is aborted", async () => {
    const controller = new AbortController();
    const steps = frontier({...options, starts: 100, moves: 500_000}, {signal: controller.signal});
    const first = steps.next();
    controller.abort();
    await expect(first).rejects.toThrow("abort");
  });

  test.each<[string, Partial<FrontierOptions>, string]>([
    ["bounds that fall", {from: 2e9}, "invalid from: 2000000000; expected less than to, 1000000000"],
    ["one point", {points: 1}, "invalid points: 1; expected an integer of at least 2"],
    ["an unknown budget", {along: "flop" as never}, "unknown along: flop; did you mean flops?"],
    ["an option that it does not know", {point: 1} as never, "unknown option: point; did you mean points?"]
  ])("refuses %s", async (_, change, message) => {
    await expect(curvesOf({...options, ...change})).rejects.toThrow(message);
  });
});
