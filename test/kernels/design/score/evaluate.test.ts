import {describe, expect, test} from "vitest";
import {totalCost} from "../../../../kernels/insight/costs.ts";
import {blocksOf, evaluate} from "../../../../kernels/design/score/evaluate.ts";
import {madNas} from "../../../../kernels/design/score/madNas.ts";
import {round8, roundHalfEven} from "../../../../kernels/design/problem/round8.ts";
import {
  allDeepmadCases,
  type DeepMadCase,
  type Entropy,
  type Runs,
  type Stages
} from "../../../reference/deepmadCases.ts";
import {models} from "../../library.ts";

/** Relative difference of at most 1e-9. */
function near(ours: number, stored: number): void {
  expect(Math.abs(ours - stored)).toBeLessThanOrEqual(1e-9 * Math.abs(stored));
}

function allNear(ours: readonly number[], stored: readonly number[]): void {
  expect(ours.length).toBe(stored.length);
  for (const [i, value] of stored.entries()) near(ours[i], value);
}

const expand = (runs: Runs) => runs.flatMap(([value, times]) => Array<number>(times).fill(value));

function expectStages(evaluation: ReturnType<typeof evaluate>, stored: Stages): void {
  const columns = (["item", "blocks", "layers", "channels", "side"] as const).map((key) =>
    evaluation.stages.map((stage) => stage[key])
  );
  expect(columns).toEqual([
    stored.block_index,
    stored.blocks_cumulative,
    stored.layers_cumulative,
    stored.channels,
    stored.feature_map
  ]);
}

function expectEntropy(evaluation: ReturnType<typeof evaluate>, stored: Entropy | undefined): void {
  if (!stored) return; // the authors' code has no entropy for K1KX and KXKX
  allNear(
    evaluation.stages.map(({weighted}) => weighted),
    stored.weighted_stages
  );
  near(evaluation.entropy, stored.total);
}

describe("what the authors' code says of a structure", () => {
  test.each(allDeepmadCases.map((one) => [one.name, one] as const))("%s", (_, one: DeepMadCase) => {
    const {structure, image_size: image, values} = one;
    const exponents = [one.alpha1, one.alpha2] as const;
    const released = evaluate(structure, {form: "released", exponents, image, entropyImage: 224});
    const fixed = evaluate(structure, {exponents, image, entropyImage: 224});
    const atImage = evaluate(structure, {exponents, image});
    near(fixed.params, values.params);
    near(fixed.flops, values.flops);
    near(fixed.macs, values.conv_macs);
    expect(fixed.layers).toBe(values.layers);
    expectStages(released, values.stages_at_224);
    expectStages(atImage, values.stages_at_image_size_se_fixed);
    expectEntropy(released, values.deepmad_released);
    expectEntropy(fixed, values.deepmad_se_fixed_224);
    expectEntropy(atImage, values.deepmad_se_fixed_image_size);
    for (const [ratio, stored] of Object.entries(values.madnas))
      near(madNas(structure, ratio.split(",").map(Number)), stored);
    const plain = blocksOf(structure);
    const weighted = blocksOf(structure, {exponents});
    if (values.block_madnas_log_std)
      allNear(
        plain.map(({entropy}) => entropy),
        expand(values.block_madnas_log_std)
      );
    if (values.block_log_std)
      allNear(
        weighted.map(({entropy}) => entropy),
        expand(values.block_log_std)
      );
    if (values.block_width_product)
      allNear(
        plain.map(({width}) => width),
        expand(values.block_width_product)
      );
    if (values.rho !== undefined) {
      near(fixed.effectiveness, values.rho);
      allNear(
        fixed.stages.map(({effectiveness}) => effectiveness),
        values.rho_per_stage!
      );
      near(fixed.penalty, values.depth_penalty!);
      near(released.score, values.score_released!);
      near(fixed.score, values.score_se_fixed!);
    }
  });
});

describe("an evaluation", () => {
  test("holds in memory what the network's own table says", () => {
    for (const kind of ["K1KXK1", "K1DWK1", "K1DWSEK1", "K1KX", "KXKX"]) {
      const structure = `C8/k3 ${kind} 16b24k5L3 16b8k3L2s1 24b16k3L1 C40/k1`;
      const network = models.deepMad(structure, {image: 32});
      const head = 40 + 1000; // the mean and the logits
      expect(evaluate(structure, {image: 32}).activationMemory).toBe(4 * (totalCost(network).training - head));
    }
  });

  test("in the paper's form counts whole logarithms, the variance of all depths and the whole network's effectiveness", () => {
    const structure = "C16/k3 K1KXK1 256b64k3L6 360b88k3L8 512b176k3L7 720b360k3L2 2896b256k3L4s1";
    const [code, paper] = [evaluate(structure), evaluate(structure, {form: "paper"})];
    near(paper.entropy, 2 * code.entropy);
    const depths = [6, 8, 7, 2, 4];
    const variance = depths.reduce((sum, depth) => sum + (depth - 5.4) ** 2 / 5, 0);
    near(paper.penalty, 10 * Math.exp(variance));
    expect(paper.effectiveness).toBe(paper.stages.at(-1)!.effectiveness);
    expect(code.effectiveness).toBeGreaterThan(paper.effectiveness); // the fourth prefix is the largest here
  });

  test("compares other depths and weighs otherwise when told", () => {
    const structure = "C8/k3 K1KXK1 16b8k3L1 24b8k3L1 32b8k3L4 40b8k3L4 48b8k3L4";
    near(evaluate(structure).penalty, 10);
    near(evaluate(structure, {depths: "all", beta: 2}).penalty, 2 * Math.exp(Math.sqrt(2.16)));
    const only = evaluate(structure, {alpha: [0, 0, 0, 0, 0, 1]});
    near(only.entropy, only.stages[5].entropy);
  });

  test.each([
    ["a weight too few", {alpha: [1, 8]}, "invalid alpha: 2 weights; the structure has 3 stages"],
    [
      "a negative weight",
      {alpha: [1, -1, 8]},
      "invalid alpha: 1, -1, 8; expected a weight of at least 0 for each stage"
    ],
    ["no image", {image: 0}, "invalid image: 0; expected a number above 0"],
    ["an unknown form", {form: "release" as never}, "unknown form: release; did you mean released?"]
  ])("with %s is refused", (_, options, message) => {
    expect(() => evaluate("C8/k3 K1KXK1 16b8k3L1 24b8k3L1", options)).toThrow(message);
  });
});

test("halves are rounded to even", () => {
  expect([0.5, 1.5, 2.5, 100.5, 2.4, 2.6].map(roundHalfEven)).toEqual([0, 2, 2, 100, 2, 3]);
  expect([1, 4, 12, 20, 804, 1956, 2940].map(round8)).toEqual([8, 8, 16, 16, 800, 1952, 2944]);
});
