import {describe, expect, test} from "vitest";
import {evaluateMember} from "../../../../kernels/design/families/evaluateMember.ts";
import {createFamilyEvaluator} from "../../../../kernels/design/families/familyEvaluator.ts";
import {familyProblem, type FamilyProblemOptions} from "../../../../kernels/design/families/familyProblem.ts";
import {familyTerrain} from "../../../../kernels/design/families/familyTerrain.ts";
import {memberNetwork, type Member} from "../../../../kernels/design/families/member.ts";
import {evaluateNetwork} from "../../../../kernels/design/score/evaluateNetwork.ts";
import {createRandom} from "../../../../kernels/graph/random.ts";
import {parameterCount} from "../../../../kernels/graph/weights.ts";
import {totalCost} from "../../../../kernels/insight/costs.ts";
import {models} from "../../library.ts";
import {families, problems} from "./problems.ts";

/** The problem with bounds that hold nothing off, so that a score is that of any member. */
function open(options: FamilyProblemOptions) {
  return familyProblem({...options, budget: {params: 1e15}, rho: 1e9});
}

/** So many members of a problem's space, drawn at random with the points that stand for them. */
function drawn(options: FamilyProblemOptions, count: number) {
  const problem = open(options);
  const terrain = familyTerrain(problem);
  const random = createRandom(7, "members");
  const {genes} = problem.family;
  const found: {readonly point: Int32Array; readonly member: Member; readonly score: number}[] = [];
  while (found.length < count) {
    const point = Int32Array.from(genes, ({values}) => random.integer(values.length));
    if (!terrain.contains(point)) continue;
    const score = terrain.evaluator.score(point);
    if (score === -Infinity) continue;
    found.push({
      point,
      score,
      member: {family: problem.name, options: problem.family.options(terrain.valuesAt(point))}
    });
  }
  return {problem, terrain, found};
}

describe("members drawn at random", () => {
  const variants: readonly [string, FamilyProblemOptions][] = [
    ...families.map((name) => [name, problems[name]] as [string, FamilyProblemOptions]),
    ["mgic of bottlenecks", {...problems.mgic, constraints: {bottleneck: true, channels: [16, 32]}}],
    ["mgic of large images", {...problems.mgic, image: [3, 224, 224]}],
    ["edgeNeXt with batch norm", {...problems.edgeNeXt, constraints: {variant: "bn-hs", globalBlocks: [0, 0, 2, 1]}}],
    ["waveMix of patches", {...problems.waveMix, image: [1, 64, 96], constraints: {strides: []}}]
  ];

  test.each(variants)("of %s have the sums of their pieces", (_, base) => {
    for (const form of ["fixed", "paper"] as const) {
      const options = {form, exponents: [0.9, 1.2], beta: 3} as const;
      const {problem, terrain, found} = drawn({...base, ...options}, 15);
      const names = ["params", "macs", "layers", "activationMemory"] as const;
      const bounded = createFamilyEvaluator(
        {...problem, budget: {params: 1, macs: 1, layers: 1, activationMemory: 1}, rho: 1},
        terrain.valuesAt
      );
      for (const {point, member, score} of found) {
        const value = evaluateMember(member, options);
        expect(score / value.score - 1).toBeCloseTo(0, 10);
        const ratios = [...bounded.ratios(point)].map(Math.exp);
        for (const [i, name] of names.entries()) expect(ratios[i] / value[name] - 1).toBeCloseTo(0, 10);
        expect(ratios[4] / value.effectiveness - 1).toBeCloseTo(0, 10);
      }
    }
  });

  test.each(families)("of %s are what is read from the networks that are built", (name) => {
    for (const {member} of drawn(problems[name], 10).found) {
      const value = evaluateMember(member);
      const net = memberNetwork(member);
      const read = evaluateNetwork(net, {assume: "attentionMixesNothing"});
      if (!read.applies) throw new Error(read.reason);
      expect([value.entropy, value.effectiveness, value.layers]).toEqual([
        read.entropy,
        read.effectiveness,
        read.layers
      ]);
      const {parameters, macs, training} = totalCost(net);
      expect([value.params, value.params, value.macs, value.activationMemory]).toEqual([
        parameterCount(net),
        parameters,
        macs,
        4 * training
      ]);
      expect(net.outputs[0].shape).toEqual([10]);
    }
  });
});

describe("a member", () => {
  test("of WaveMix, by hand: the wavelet transform adds nothing", () => {
    const member = {
      family: "waveMix",
      options: {input: [3, 16, 16], classes: 10, dim: 8, depth: 2, levels: 1, mult: 2, stem: "strided", stride: 1}
    } as const;
    const {stages, layers, effectiveness, penalty, score, assumption} = evaluateMember(member);
    // the stem's two 3×3, and twice: reduction, C → 2C, 2C → C, transposed 4×4 of stride 2
    const widths = [27, 4 * 9, ...[0, 1].flatMap(() => [8, 8, 16, 8 * 4])];
    const log = widths.reduce((sum, width) => sum + Math.log(width), 0);
    expect(layers).toBe(10);
    expect(stages.map(({coordinates}) => coordinates)).toEqual([8 * 256]);
    expect(effectiveness).toBeCloseTo(10 * Math.exp(-log / 10), 12);
    expect(penalty).toBe(10);
    expect(score).toBeCloseTo(8 * Math.log(8 * 256) * (log / 2) - 10, 9);
    expect(assumption).toContain("orthonormal");
  });

  test("of MGIC, by hand: a cycle counts along all its levels", () => {
    const options = {
      input: [3, 32, 32],
      classes: 10,
      channels: [16],
      blocks: [1],
      strides: [1],
      stemKernel: 3
    } as const;
    const {layers, effectiveness} = evaluateMember({
      family: "mgic",
      options: {...options, stemPool: false, groupSize: 8, coarseBelow: 8}
    });
    // 3×3 stem; 16 → 8 → 4 by restrictions of groups of 8, two 3×3 on each level, and back by groups of 4
    const widths = [27, 8, 8, 4 * 9, 4 * 9, 4, 8 * 9, 8 * 9, 4, 8 * 9, 8 * 9];
    const log = widths.reduce((sum, width) => sum + Math.log(width), 0);
    expect(layers).toBe(widths.length);
    expect(effectiveness).toBeCloseTo(widths.length * Math.exp(-log / widths.length), 12);
  });

  test("of EdgeNeXt is refused without its assumption, and says it", () => {
    const net = models.edgeNeXt("xx-small");
    expect(evaluateNetwork(net).applies).toBe(false);
    const {assumption, params, penalty} = evaluateMember({
      family: "edgeNeXt",
      options: {...models.edgeNeXtConfigurations["xx-small"]}
    });
    expect(params).toBe(1_327_216);
    expect(assumption).toContain("cross-covariance attention");
    expect(penalty).toBeCloseTo(10 * Math.exp(Math.sqrt(3)), 10);
  });

  test("of no family is refused", () => {
    expect(() => evaluateMember({family: "waveMax" as "waveMix", options: {}})).toThrow(
      "unknown family: waveMax; did you mean waveMix?"
    );
  });
});
