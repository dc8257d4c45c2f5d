import {describe, expect, test} from "vitest";
import {evaluateMember} from "../../../../kernels/design/families/evaluateMember.ts";
import type {Member} from "../../../../kernels/design/families/member.ts";
import type {FamilyDesign, FamilyOptions} from "../../../../kernels/design/families/solveFamily.ts";
import {solve} from "../../../../kernels/design/index.ts";
import {models} from "../../library.ts";
import {families, problems} from "./problems.ts";
import {bruteForce, tiny} from "./tiny.ts";

async function best(options: FamilyOptions): Promise<FamilyDesign> {
  let last: FamilyDesign | undefined;
  for await (const design of solve(options)) last = design;
  return last!;
}

describe("a search among members", () => {
  test.each(families)("of %s equals brute force where all can be counted", async (name) => {
    const all = bruteForce(tiny[name]);
    expect(all.length).toBeGreaterThan(50);
    for (const seed of [1, 2, 3]) {
      const {score} = await best({...tiny[name], seed, starts: 2, moves: 10_000});
      expect(score).toBeCloseTo(all[0].score, 6);
    }
  });

  const narrowed: Partial<Record<string, object>> = {
    mgic: {groupSize: 16, coarseBelow: 16, width: 256},
    edgeNeXt: {kernels: [[3], [5], [7], [7]], heads: 4, scales: 2, depths: [1, 9]}
  };
  test.each(families)("of %s agrees with itself from seed to seed", async (name) => {
    const scores: number[] = [];
    for (const seed of [1, 2, 3])
      scores.push(
        (await best({...problems[name], constraints: narrowed[name] ?? {}, seed, starts: 4, moves: 60_000})).score
      );
    expect(Math.min(...scores) / Math.max(...scores)).toBeGreaterThan(0.999);
  });

  const {script, "18": resNet18} = models.mgicResNetConfigurations;
  test.each<[string, Member]>([
    ["EdgeNeXt-XX-Small", {family: "edgeNeXt", options: {...models.edgeNeXtConfigurations["xx-small"]}}],
    ["EdgeNeXt-X-Small", {family: "edgeNeXt", options: {...models.edgeNeXtConfigurations["x-small"]}}],
    ["EdgeNeXt-Small", {family: "edgeNeXt", options: {...models.edgeNeXtConfigurations.small}}],
    ["WaveMix-Lite-144/7", {family: "waveMix", options: models.waveMixConfigurations[0].options as object}],
    ["MGIC-ResNet18", {family: "mgic", options: {...resNet18}}],
    ["the MGIC script's ResNet", {family: "mgic", options: {...script}}]
  ])("at the budget of %s scores higher than it, within all bounds", async (_, member) => {
    const {params, macs, activationMemory, effectiveness, score} = evaluateMember(member);
    const {input, classes} = member.options;
    const design = await best({
      family: member.family,
      budget: {params, macs, activationMemory},
      rho: effectiveness * (1 + 1e-9), // bounds are kept a hair strictly
      ...(input && {image: input}),
      ...(classes && {classes}),
      starts: 1,
      moves: 20_000
    });
    expect(design.score).toBeGreaterThan(score);
    const {options} = design;
    const again = evaluateMember({family: member.family, options});
    expect(again.params).toBeLessThanOrEqual(params);
    expect(again.macs).toBeLessThanOrEqual(macs);
    expect(again.activationMemory).toBeLessThanOrEqual(activationMemory);
    expect(again.effectiveness).toBeLessThanOrEqual(effectiveness * (1 + 1e-9));
  });

  test.each<[string, Member]>([
    ["EdgeNeXt-XX-Small", {family: "edgeNeXt", options: {...models.edgeNeXtConfigurations["xx-small"]}}],
    ["EdgeNeXt-X-Small", {family: "edgeNeXt", options: {...models.edgeNeXtConfigurations["x-small"]}}],
    ["EdgeNeXt-Small", {family: "edgeNeXt", options: {...models.edgeNeXtConfigurations.small}}],
    ["WaveMix-Lite-144/7", {family: "waveMix", options: models.waveMixConfigurations[0].options as object}],
    ["MGIC-ResNet18", {family: "mgic", options: {...resNet18}}]
  ])("begins at %s itself where that is asked for", async (_, member) => {
    const {params, macs, effectiveness, score} = evaluateMember(member);
    const {input, classes} = member.options;
    const steps = solve({
      family: member.family,
      budget: {params, macs},
      rho: effectiveness * (1 + 1e-9),
      from: member.options,
      ...(input && {image: input}),
      ...(classes && {classes})
    } as FamilyOptions);
    const first = (await steps.next()).value as FamilyDesign;
    expect(first.score).toBeCloseTo(score, 6);
    await steps.return();
  });
});
