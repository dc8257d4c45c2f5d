import {expect, test} from "vitest";
import {authorsSearch, type AuthorsSearchOptions} from "../../../../kernels/design/search/authorsSearch.ts";
import {presets, seedStructures} from "../../../../kernels/design/problem/presets.ts";
import {designProblem, type Problem} from "../../../../kernels/design/problem/problem.ts";
import {randomSearch} from "../../../../kernels/design/search/randomSearch.ts";
import {createSpace} from "../../../../kernels/design/search/space.ts";
import {deepmadCases} from "../../../reference/deepmadCases.ts";
import {worthOf} from "../independent.ts";

function last<T>(steps: Generator<T, T>): T {
  for (;;) {
    const {value, done} = steps.next();
    if (done) return value;
  }
}

/** The score by the independent evaluator, of a structure within its bounds. */
function worth(problem: Problem, point: Int32Array): number {
  const value = worthOf(createSpace(problem).toStructure(point));
  expect(value.flops).toBeLessThanOrEqual(problem.budget.flops!);
  expect(value.params).toBeLessThanOrEqual(problem.budget.params!);
  expect(value.rho).toBeLessThanOrEqual(problem.rho);
  return value.score;
}

const authors = (name: keyof typeof seedStructures, options: AuthorsSearchOptions = {}) => {
  const problem = designProblem(presets[name]);
  const {point} = last(authorsSearch(problem, {from: seedStructures[name], evaluations: 60_000, ...options}));
  return worth(problem, point);
};

test("the seeds are those of the authors' runs", () => {
  expect(Object.values(seedStructures)).toEqual(
    ["R18", "small-k1kxk1", "29M-224"].map(
      (name) => deepmadCases.search.find((one) => one.name === name)!.seed_structure
    )
  );
});

test("as released, the last super block of R18 never changes, and caps the score", () => {
  const score = authors("R18");
  expect(score).toBeLessThan(29_400);
  expect(score).toBeGreaterThan(27_000);
});

test("with the last super block mutable it comes further, yet not near the solver", () => {
  const score = authors("R18", {lastMutable: true});
  expect(score).toBeGreaterThan(33_000);
  expect(score).toBeLessThan(36_300);
});

test("it comes as far as the authors' own runs with squeeze and excitation", () => {
  const theirs = deepmadCases.search
    .find(({name}) => name === "29M-224")!
    .runs.find(({variant}) => variant === "se_fixed")!;
  expect(authors("29M-224", {evaluations: 20_000}) / theirs.score).toBeGreaterThan(0.97);
});

test("it refuses to begin above a budget, and blocks that it has no mutations for", () => {
  const problem = designProblem({...presets.R18, budget: {flops: 1e6}});
  expect(() => last(authorsSearch(problem, {from: seedStructures.R18}))).toThrow("invalid start");
  expect(() => last(authorsSearch(designProblem({...presets.R18, blocks: "KXKX"}), {}))).toThrow(
    "no authors' search for blocks KXKX"
  );
});

test("drawing at random is the floor", () => {
  const problem = designProblem(presets.small);
  const score = worth(problem, last(randomSearch(problem, {evaluations: 20_000})).point);
  expect(score).toBeGreaterThan(5000);
  expect(score).toBeLessThan(authors("small", {evaluations: 20_000, lastMutable: true}));
});
