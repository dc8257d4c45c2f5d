import {expect, test} from "vitest";
import {presets} from "../../../../kernels/design/problem/presets.ts";
import {designProblem} from "../../../../kernels/design/problem/problem.ts";
import {region} from "../../../../kernels/design/search/region.ts";
import {createSpace} from "../../../../kernels/design/search/space.ts";
import {formatStructure, parseStructure} from "../../../../kernels/models/deepMad/structureText.ts";
import {worthOf} from "../independent.ts";

const {members, bounds} = region(presets.small, {samples: 400});

test("the bounds of a region are the budgets and rho", () => {
  expect(bounds).toEqual({flops: 600e6, params: 4e6, effectiveness: 0.3});
});

test("a region holds as many members of the space as were asked for", () => {
  const space = createSpace(designProblem(presets.small));
  expect(members).toHaveLength(400);
  for (const {text} of members) {
    const point = space.nearest(parseStructure(text));
    expect(space.contains(point)).toBe(true);
    // the nearest point of the space is the member itself: nothing had to be clipped
    expect(formatStructure(space.toStructure(point), {form: "short"})).toBe(text);
  }
});

test("an independent count says of each member the same, and which bounds it breaks", () => {
  for (const {text, params, flops, effectiveness, score, feasible, breaks} of members) {
    const worth = worthOf(parseStructure(text));
    expect([params, flops]).toEqual([worth.params, worth.flops]);
    expect(effectiveness).toBeCloseTo(worth.rho, 12);
    expect(score).toBeCloseTo(worth.score, 6);
    const broken = [worth.params > 4e6 && "params", worth.flops > 600e6 && "flops", worth.rho > 0.3 && "effectiveness"];
    expect(breaks).toEqual(broken.filter(Boolean));
    expect(feasible).toBe(breaks.length === 0);
  }
});

test("a sample shows both sides of each bound", () => {
  for (const name of ["params", "flops", "effectiveness"] as const)
    for (const side of [true, false])
      expect(members.filter(({breaks}) => breaks.includes(name) === side).length).toBeGreaterThan(20);
});

test("the same seed gives the same sample, another another", () => {
  expect(region(presets.small, {samples: 20, seed: 7})).toEqual(region(presets.small, {samples: 20, seed: 7}));
  expect(region(presets.small, {samples: 20, seed: 8})).not.toEqual(region(presets.small, {samples: 20, seed: 7}));
});

test("an option that a region does not know is refused", () => {
  expect(() => region(presets.small, {sample: 3} as never)).toThrow("unknown option: sample; did you mean samples?");
});
