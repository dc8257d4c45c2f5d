import {describe, expect, test} from "vitest";
import type {FamilyDesign, FamilyOptions} from "../../../../kernels/design/families/solveFamily.ts";
import {evaluateNetwork, solve, toNetwork} from "../../../../kernels/design/index.ts";
import {parameterCount} from "../../../../kernels/graph/weights.ts";
import {totalCost} from "../../../../kernels/insight/costs.ts";
import {families, problems} from "./problems.ts";

async function all(options: FamilyOptions): Promise<readonly FamilyDesign[]> {
  const designs: FamilyDesign[] = [];
  for await (const design of solve(options)) designs.push(design);
  return designs;
}

describe("solve with a family", () => {
  test.each(families)("yields a feasible %s at once, better ones, and the best with done", async (name) => {
    const options = {...problems[name], starts: 1, moves: 4000};
    const seen = await all(options);
    expect(seen[0].start).toBe(-1);
    expect(seen.map(({done}) => done)).toEqual([...Array<boolean>(seen.length - 1).fill(false), true]);
    for (const [i, design] of seen.entries()) {
      const net = toNetwork(design);
      const read = evaluateNetwork(net, {assume: "attentionMixesNothing"});
      if (!read.applies) throw new Error(read.reason);
      expect(design.family).toBe(name);
      expect(design.entropy).toBe(read.entropy);
      expect(design.score).toBe(design.entropy - design.penalty);
      expect(parameterCount(net)).toBe(design.params);
      expect(totalCost(net).macs).toBe(design.macs);
      expect(design.params).toBeLessThanOrEqual(options.budget.params!);
      expect(design.macs).toBeLessThanOrEqual(options.budget.macs!);
      if (i) expect(design.score).toBeGreaterThanOrEqual(seen[i - 1].score);
    }
  });

  test("gives the same for the same seed", async () => {
    const last = async (seed: number) => (await all({...problems.mgic, starts: 1, moves: 2000, seed})).at(-1);
    expect(await last(3)).toEqual(await last(3));
  });

  test("goes on from a member, which it is then at least as good as", async () => {
    const options = {...problems.edgeNeXt, starts: 1, moves: 500};
    const {options: member, score} = (await all({...problems.edgeNeXt, starts: 1, moves: 20_000})).at(-1)!;
    const [first] = await all({...options, from: member});
    expect(first.score).toBe(score);
  });

  test("stops when its signal is aborted", async () => {
    const controller = new AbortController();
    const steps = solve({...problems.waveMix, starts: 1000}, {signal: controller.signal});
    await steps.next();
    controller.abort();
    await expect(steps.next()).rejects.toThrow("abort");
  });

  test.each(families)("says which budget is below the smallest %s, and by how much", async (name) => {
    await expect(solve({...problems[name], budget: {params: 100, macs: 1e9}}).next()).rejects.toMatchObject({
      name: "InfeasibleError",
      binding: [{constraint: "params", bound: 100, alone: true}]
    });
  });

  test("says which bounds exclude each other", async () => {
    const asked = solve({...problems.waveMix, budget: {params: 20_000}, rho: 0.05});
    const {binding} = (await asked.next().catch((reason: unknown) => reason)) as {
      binding: {constraint: string; least: number; alone: boolean}[];
    };
    expect(binding.map(({constraint}) => constraint)).toEqual(["params", "rho"]);
    const eased = await solve({...problems.waveMix, budget: {params: 1.001 * binding[0].least}, rho: 0.05}).next();
    expect(eased.value).toBeDefined();
  });

  test.each<[string, object, string]>([
    ["latency", {budget: {latencyMs: 5}}, "no budget of latencyMs for waveMix: a latency table times convolutions"],
    ["the authors' counter", {budget: {flops: 1e9}}, "no budget of flops for waveMix"],
    ["no budget", {budget: {}}, "empty budget; expected at least one of params, macs, layers, activationMemory"],
    ["a misspelt constraint", {constraints: {dims: [8, 16]}}, "unknown option: dims; did you mean dim?"],
    ["a range the wrong way round", {constraints: {dim: [64, 32]}}, "invalid dim: 64, 32; expected [least, most]"],
    ["a side as image", {image: 32}, "invalid image: 32; expected an array of integers"],
    ["alpha of another length", {alpha: [1, 8]}, "invalid alpha: 2 weights; the structure has 1 stages"],
    [
      "ranges without a member",
      {image: [3, 33, 33], constraints: {strides: [1], patches: []}},
      "no member of the family"
    ]
  ])("%s is refused", async (_, change, message) => {
    await expect(solve({...problems.waveMix, ...change}).next()).rejects.toThrow(message);
  });
});
