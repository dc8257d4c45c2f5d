import {designProblem} from "../../kernels/design/problem/problem.ts";
import {presets} from "../../kernels/design/problem/presets.ts";
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

Object.assign(globalThis, {measure});
