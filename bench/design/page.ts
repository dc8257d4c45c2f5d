import {designProblem} from "../../kernels/design/problem/problem.ts";
import {presets} from "../../kernels/design/problem/presets.ts";
import {frontier} from "../../kernels/design/search/frontier.ts";
import {search} from "../../kernels/design/search/search.ts";
import {createSpace} from "../../kernels/design/search/space.ts";
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

/** One search, on the page's only thread. */
function measure({preset, released, seed, starts, moves}: Order): Measured {
  const began = performance.now();
  const problem = designProblem({...presets[preset], ...(released && {form: "released"})});
  const steps = search(problem, {seed, starts, moves});
  const seen: {readonly at: number; readonly score: number}[] = [];
  for (;;) {
    const {value, done} = steps.next();
    const at = performance.now() - began;
    if (value.score > (seen.at(-1)?.score ?? -Infinity)) seen.push({at, score: value.score});
    if (!done) continue;
    const near = seen.find(({score}) => score >= 0.99 * value.score)!.at;
    const structure = formatStructure(createSpace(problem).toStructure(value.point), {form: "short"});
    return {score: value.score, structure, first: seen[0].at, near, total: at};
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

Object.assign(globalThis, {measure, trace});
