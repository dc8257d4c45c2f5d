import {designProblem} from "../../kernels/design/problem/problem.ts";
import {presets} from "../../kernels/design/problem/presets.ts";
import {familyProblem, type FamilyProblemOptions} from "../../kernels/design/families/familyProblem.ts";
import {familyTerrain} from "../../kernels/design/families/familyTerrain.ts";
import {frontier} from "../../kernels/design/search/frontier.ts";
import {explore, search, type Standing} from "../../kernels/design/search/search.ts";
import {createSpace, type Point} from "../../kernels/design/search/space.ts";
import {formatStructure} from "../../kernels/models/deepMad/structureText.ts";

export type PresetName = keyof typeof presets;

export interface Order {
  readonly preset: PresetName;
  readonly released: boolean;
  readonly seed: number;
  readonly starts: number;
  readonly moves: number;
}

export interface Measured {
  readonly score: number;
  readonly structure: string;
  /** Milliseconds to the first feasible design, to one within 1 % of the final, and in all; on one thread. */
  readonly first: number;
  readonly near: number;
  readonly total: number;
}

export interface FamilyOrder {
  readonly problem: FamilyProblemOptions;
  readonly seed: number;
  readonly starts: number;
  readonly moves: number;
}

/** One search, on the page's only thread. */
function measure({preset, released, seed, starts, moves}: Order): Measured {
  const began = performance.now();
  const problem = designProblem({...presets[preset], ...(released && {form: "released"})});
  return follow(search(problem, {seed, starts, moves}), began, (point) =>
    formatStructure(createSpace(problem).toStructure(point), {form: "short"})
  );
}

/** The same among the members of a family; `structure` holds their options. */
function measureFamily({problem: options, seed, starts, moves}: FamilyOrder): Measured {
  const began = performance.now();
  const problem = familyProblem(options);
  const terrain = familyTerrain(problem);
  return follow(explore(terrain, {seed, starts, moves}), began, (point) =>
    JSON.stringify(problem.family.options(terrain.valuesAt(point)))
  );
}

function follow(steps: Generator<Standing, Standing>, began: number, textOf: (point: Point) => string): Measured {
  const seen: {readonly at: number; readonly score: number}[] = [];
  for (;;) {
    const {value, done} = steps.next();
    const at = performance.now() - began;
    if (value.score > (seen.at(-1)?.score ?? -Infinity)) seen.push({at, score: value.score});
    if (!done) continue;
    const near = seen.find(({score}) => score >= 0.99 * value.score)!.at;
    return {score: value.score, structure: textOf(value.point), first: seen[0].at, near, total: at};
  }
}

export interface CurveMeasured {
  /** Milliseconds to the curve on the way up, and in all. */
  readonly up: number;
  readonly total: number;
  readonly scores: readonly (number | undefined)[];
}

/** The curve of twelve bounds, from an eighth of the preset's operations to all of them. */
async function trace(preset: PresetName): Promise<CurveMeasured> {
  const began = performance.now();
  const problem = presets[preset];
  const to = problem.budget.flops;
  let up: number | undefined;
  let scores: CurveMeasured["scores"] = [];
  for await (const {points, done} of frontier({...problem, along: "flops", from: to / 8, to})) {
    const at = performance.now() - began;
    scores = points.map(({design}) => design?.score);
    if (up === undefined && points.every(({design, binding}) => design ?? binding)) up = at;
    if (done) return {up: up!, total: at, scores};
  }
  throw new Error("the curve ended without its end");
}

Object.assign(globalThis, {measure, measureFamily, trace});
