import {describe, expect, test} from "vitest";
import {createEvaluator} from "../../../../kernels/design/search/evaluator.ts";
import {evaluate} from "../../../../kernels/design/score/evaluate.ts";
import {presets} from "../../../../kernels/design/problem/presets.ts";
import {designProblem, type DesignOptions} from "../../../../kernels/design/problem/problem.ts";
import {search, type SearchOptions} from "../../../../kernels/design/search/search.ts";
import {solve, type Design, type SolveOptions} from "../../../../kernels/design/search/solve.ts";
import {createSpace} from "../../../../kernels/design/search/space.ts";
import {isSuper} from "../../../../kernels/models/deepMad/structure.ts";
import {parseStructure} from "../../../../kernels/models/deepMad/structureText.ts";
import {allDeepmadCases, deepmadCases} from "../../../reference/deepmadCases.ts";
import {worthOf} from "../independent.ts";
import {tiny} from "./tiny.ts";

/** The last of a search, as a structure. */
function run(options: DesignOptions, {starts = 1, moves = 60_000, ...rest}: SearchOptions = {}) {
  const problem = designProblem(options);
  const steps = search(problem, {starts, moves, ...rest});
  for (;;) {
    const {value, done} = steps.next();
    if (done) return {score: value.score, structure: createSpace(problem).toStructure(value.point)};
  }
}

describe("the independent evaluator", () => {
  test.each(
    allDeepmadCases.filter(({alpha1, alpha2}) => alpha1 === 1 && alpha2 === 1).map((one) => [one.name, one] as const)
  )("agrees with the authors' code on %s", (_, {structure, image_size: image, values}) => {
    const worth = worthOf(parseStructure(structure), {image});
    expect([worth.params, worth.flops]).toEqual([values.params, values.flops]);
    if (values.rho === undefined) return;
    expect(worth.rho / values.rho - 1).toBeCloseTo(0, 11);
    expect(worth.score / values.score_se_fixed! - 1).toBeCloseTo(0, 11);
  });
});

describe("the solver's evaluator", () => {
  const forms = ["fixed", "released", "paper"] as const;
  test.each(Object.entries(presets).flatMap(([name, preset]) => forms.map((form) => [name, form, preset] as const)))(
    "values points of %s in the %s form as the readable one",
    (_, form, preset) => {
      const options: DesignOptions = {...preset, form, exponents: [0.9, 1.2]};
      const problem = designProblem({...options, budget: {flops: 1e15}, rho: 1e9});
      const space = createSpace(problem);
      const point = space.nearest(
        parseStructure("C24/k3 K1KXK1 80b64k5L2 168b128k3L3 200b200k5L4 304b300k3L9 504b400k5L2")
      );
      expect(space.contains(point)).toBe(true);
      const score = createEvaluator(problem).score(point);
      expect(score / evaluate(space.toStructure(point), problem.form).score - 1).toBeCloseTo(0, 11);
    }
  );

  test("knows each budget", () => {
    const problem = designProblem({
      ...presets.R18,
      budget: {params: 1e6, flops: 1e6, macs: 1e6, layers: 10, activationMemory: 1e6}
    });
    const space = createSpace(problem);
    const point = space.nearest(
      parseStructure("C24/k3 K1KXK1 80b64k5L2 168b128k3L3 200b200k5L4 304b300k3L9 504b400k5L2")
    );
    const {names, ratios} = createEvaluator(problem);
    const value = evaluate(space.toStructure(point));
    const {params, flops, macs, layers, activationMemory, effectiveness} = value;
    expect(names).toEqual(["params", "flops", "macs", "layers", "activationMemory", "rho"]);
    const expected = [params / 1e6, flops / 1e6, macs / 1e6, layers / 10, activationMemory / 1e6, effectiveness / 0.3];
    for (const [i, ratio] of ratios(point).entries()) expect(ratio).toBeCloseTo(Math.log(expected[i]), 10);
  });
});

describe("a search", () => {
  test.each(deepmadCases.targets.map((one) => [one.name, one] as const))(
    "for the budgets of %s comes near the best known within its bounds",
    (_, {budgets, structure, objective, values}) => {
      const released = objective === "score_released";
      const blocks = structure.includes("K1DWSEK1") ? "K1DWSEK1" : "K1KXK1";
      const {flops, params, rho} = budgets!;
      const found = run(
        {budget: {flops, params}, rho, blocks, form: released ? "released" : "fixed"},
        {starts: 3, moves: 250_000}
      );
      const worth = worthOf(found.structure);
      expect(worth.flops).toBeLessThanOrEqual(flops);
      expect(worth.params).toBeLessThanOrEqual(params);
      expect(worth.rho).toBeLessThanOrEqual(rho);
      if (!released) expect(worth.score).toBeCloseTo(found.score, 6);
      expect(found.score).toBeGreaterThan(0.99 * values[objective!]!);
    }
  );

  test("is above every run of the authors' search", () => {
    const best = Math.max(
      ...deepmadCases.search.find(({name}) => name === "small-k1kxk1")!.runs.map(({score}) => score)
    );
    expect(run(presets.small).score).toBeGreaterThan(best);
  });

  test("gives the same for the same seed, another path for another", () => {
    const text = (seed: number) => JSON.stringify(run(presets.small, {seed, moves: 8000}));
    expect(text(3)).toBe(text(3));
    expect(text(3)).not.toBe(text(4));
  });

  test("shows a first feasible design before any annealing, and a good one soon after a neighbouring answer", () => {
    const problem = designProblem({...presets.small, budget: {flops: 620e6, params: 4.1e6}});
    const neighbour = deepmadCases.targets.find(({name}) => name === "target-small-k1kxk1")!;
    const steps = search(problem, {from: neighbour.structure, starts: 1, moves: 200_000});
    const first = steps.next().value;
    expect([first.start, first.fraction]).toEqual([-1, 0]);
    expect(first.score).toBeGreaterThan(0.98 * neighbour.values.score_se_fixed!);
  });

  test("equals brute force where all structures can be counted", () => {
    const {options, feasible, best} = tiny();
    expect(feasible.length).toBeGreaterThan(50);
    for (const seed of [1, 2, 3])
      expect(run(options, {seed, starts: 3, moves: 20_000}).score).toBeCloseTo(best.score, 6);
  });
});

describe("constraints", () => {
  const base: DesignOptions = {budget: {flops: 600e6, params: 4e6}, rho: 0.3};
  const blocksOf = (options: DesignOptions) => run(options, {moves: 20_000}).structure.filter(isSuper);

  test("the fewest and the most blocks, kernels and growth are kept", () => {
    const structure = run(
      {...base, constraints: {least: 2, most: [2, 4, 5, 6, 7], kernels: [3], growth: 2, stem: [16, 24], width: 512}},
      {moves: 20_000}
    ).structure;
    expect(structure[0].out).toBeGreaterThanOrEqual(16);
    expect(structure[0].out).toBeLessThanOrEqual(24);
    for (const [j, block] of structure.filter(isSuper).entries()) {
      expect(block.L).toBeGreaterThanOrEqual(2);
      expect(block.L).toBeLessThanOrEqual([2, 4, 5, 6, 7][j]);
      expect(block.k).toBe(3);
      expect(block.out).toBeLessThanOrEqual(Math.min(512, 2 * block.in));
      expect(block.out).toBeGreaterThanOrEqual(block.in);
    }
  });

  test("a fixed expansion fixes the bottlenecks", () => {
    for (const block of blocksOf({...base, blocks: "K1DWSEK1", rho: 0.5, constraints: {expansion: 6}}))
      expect(block.btn).toBe(6 * block.out);
  });

  test("other stages, sides, heads and kinds", () => {
    const options = {
      ...base,
      stages: [2, 2, 2],
      image: 32,
      head: 256,
      blocks: ["KXKX", "K1DWK1"],
      budget: {macs: 20e6}
    } as const;
    const {structure} = run(options, {moves: 20_000});
    expect(structure.map((item) => [item.class, item.s])).toEqual([
      ["ConvKXBNRELU", 2],
      ["SuperResKXKX", 2],
      ["SuperResK1DWK1", 2],
      ["ConvKXBNRELU", 1]
    ]);
    expect(structure[3].out).toBe(256);
    expect(evaluate(structure, {image: 32}).macs).toBeLessThanOrEqual(20e6);
  });

  test("a penalty over all super blocks evens out the first too", () => {
    const spread = (depths: "all" | "released") => {
      const all = blocksOf({...base, depths, constraints: {most: 20}}).map(({L}) => L);
      return Math.max(...all) - Math.min(...all);
    };
    expect(spread("all")).toBeLessThan(spread("released"));
  });

  test.each<[string, DesignOptions, string]>([
    ["no budget", {budget: {}}, "empty budget; expected at least one of params"],
    ["an unknown budget", {budget: {param: 1} as never}, "unknown option: param; did you mean params?"],
    ["latency without a table", {budget: {latencyMs: 5}}, "missing latency table; measure one with bench/latency"],
    [
      "an image that the strides do not divide",
      {...base, image: 100},
      "invalid image: 100; expected a multiple of the total stride 32"
    ],
    ["alpha of another length", {...base, alpha: [1, 8]}, "invalid alpha: 2 weights; the structure has 5 stages"],
    [
      "kinds of another number",
      {...base, blocks: ["K1KX", "K1KX"]},
      "invalid blocks: 2 kinds; stages has 5 super blocks"
    ],
    ["an even kernel", {...base, constraints: {kernels: [4]}}, "invalid kernels: 4; expected odd numbers"],
    [
      "depths that exclude each other",
      {...base, constraints: {least: 3, most: 2}},
      "invalid depths: at least 3 and at most 2 (super block 1)"
    ],
    [
      "a misspelt constraint",
      {...base, constraints: {kernel: [3]} as never},
      "unknown option: kernel; did you mean kernels?"
    ]
  ])("%s is refused", (_, options, message) => {
    expect(() => designProblem(options)).toThrow(message);
  });
});

describe("solve", () => {
  const options = {...presets.small, starts: 1, moves: 12_000};

  test("yields a feasible design at once, better ones, and the best with done", async () => {
    const seen: Design[] = [];
    for await (const design of solve(options)) seen.push(design);
    expect(seen[0].start).toBe(-1);
    expect(seen.map(({done}) => done)).toEqual([...Array<boolean>(seen.length - 1).fill(false), true]);
    for (const [i, design] of seen.entries()) {
      const worth = worthOf(design.structure);
      expect([design.flops, design.params]).toEqual([worth.flops, worth.params]);
      expect(worth.flops <= 6e8 && worth.params <= 4e6 && worth.rho <= 0.3).toBe(true);
      if (i) expect(design.score).toBeGreaterThanOrEqual(seen[i - 1].score);
    }
  });

  test("stops when its signal is aborted", async () => {
    const controller = new AbortController();
    const steps = solve({...presets.R50, starts: 100}, {signal: controller.signal});
    await steps.next();
    controller.abort();
    await expect(steps.next()).rejects.toThrow("abort");
  });

  test("a budget below the smallest structure says which and by how much", async () => {
    const smallest = createSpace(designProblem(presets.small)).smallest();
    const {params} = evaluate(createSpace(designProblem(presets.small)).toStructure(smallest));
    await expect(solve({...options, budget: {params: 3000, flops: 1e9}}).next()).rejects.toMatchObject({
      name: "InfeasibleError",
      message: expect.stringMatching(
        /^infeasible: params ≤ 3,000 cannot be met; the least in this space is [\d,]+, [\d,]+ more; raise it, or /
      ) as string,
      binding: [{constraint: "params", bound: 3000, least: expect.closeTo(params, 3) as number, alone: true}]
    });
  });

  test("budgets that exclude each other say how far each is away", async () => {
    const asked = solve({...options, budget: {params: 30_000}, rho: 0.05});
    const error = (await asked.next().catch((reason: unknown) => reason)) as {
      binding: {constraint: string; by: number; least: number}[];
    };
    expect(error.binding.map(({constraint}) => constraint)).toEqual(["params", "rho"]);
    for (const {by} of error.binding) expect(by).toBeGreaterThan(0);
    const [{least}] = error.binding;
    const eased = await solve({...options, budget: {params: 1.001 * least}, rho: 0.05}).next();
    expect(eased.value).toBeDefined();
  });

  test.each<[string, object, string]>([
    ["the beginning of an option", {bud: {params: 1e6}}, "unknown option: bud; did you mean budget?"],
    ["a misspelt option of the search", {...presets.small, start: 2}, "unknown option: start; did you mean starts?"],
    [
      "an option like none",
      {...presets.small, temperature: 3},
      "unknown option: temperature; design.solve takes family, budget, rho, blocks, stages, head, channels, constraints, " +
        "latency, form, alpha, beta, depths, image, entropyImage, exponents, starts, moves, seed, from, path"
    ]
  ])("%s is refused by the search with all that it takes", async (_, options, message) => {
    await expect(solve(options as SolveOptions).next()).rejects.toThrow(message);
  });
});
