import {expect, test} from "vitest";
import {presets} from "../../../../kernels/design/problem/presets.ts";
import {solve, type Design, type SolveOptions} from "../../../../kernels/design/search/solve.ts";
import {parseStructure} from "../../../../kernels/models/deepMad/structureText.ts";
import {worthOf} from "../independent.ts";

const short: SolveOptions = {...presets.small, starts: 2, moves: 12_000};

async function designsOf(options: SolveOptions): Promise<readonly Design[]> {
  const designs: Design[] = [];
  for await (const design of solve(options)) designs.push(design);
  return designs;
}

const last = (await designsOf({...short, path: 200})).at(-1)!;
const path = last.path!;

test("the way of a search is thinned evenly to what was asked for", () => {
  expect(path.visited.length).toBeGreaterThan(190);
  expect(path.visited.length).toBeLessThanOrEqual(200);
  for (const [i, {fraction}] of path.visited.entries()) expect(Math.abs(fraction - i / 200)).toBeLessThan(0.002);
  expect(new Set(path.visited.map(({start}) => start))).toEqual(new Set([0, 1]));
});

test("an independent count says of each candidate whether it is within the bounds", () => {
  for (const {text, score, feasible} of path.visited) {
    const worth = worthOf(parseStructure(text));
    expect(worth.score).toBeCloseTo(score, 6);
    expect(worth.flops <= 6e8 && worth.params <= 4e6 && worth.rho <= 0.3).toBe(feasible);
  }
  expect(new Set(path.visited.map(({feasible}) => feasible))).toEqual(new Set([true, false]));
});

test("the best so far grow from the first design to the last", () => {
  expect(path.best[0].start).toBe(-1);
  expect(path.best.every(({feasible}) => feasible)).toBe(true);
  for (let i = 1; i < path.best.length; ++i) expect(path.best[i].score).toBeGreaterThan(path.best[i - 1].score);
  expect(path.best.at(-1)).toMatchObject({text: last.text, score: last.score});
});

test("a search whose way is recorded goes the same way", async () => {
  const designs = await designsOf(short);
  expect(designs.at(-1)).not.toHaveProperty("path");
  expect(designs.at(-1)!.text).toBe(last.text);
});
