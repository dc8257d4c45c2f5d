import {evaluateMember} from "../../../../kernels/design/families/evaluateMember.ts";
import {familyProblem, type FamilyProblemOptions} from "../../../../kernels/design/families/familyProblem.ts";
import type {FamilyName, Member} from "../../../../kernels/design/families/member.ts";
import {NetworkError} from "../../../../kernels/graph/errors.ts";

/** Problems of which all members can be counted. */
export const tiny: {readonly [F in FamilyName]: FamilyProblemOptions<F>} = {
  waveMix: {
    family: "waveMix",
    budget: {params: 60e3, macs: 20e6, activationMemory: 4e6},
    rho: 0.6,
    image: [3, 32, 32],
    classes: 10,
    constraints: {dim: [16, 48], depth: [1, 4], levels: [1, 2], mult: [1, 2], strides: [1, 2], patches: [4]}
  },
  mgic: {
    family: "mgic",
    budget: {params: 200e3, macs: 25e6},
    rho: 2,
    image: [3, 32, 32],
    classes: 10,
    constraints: {
      channels: [16, 32],
      growth: [1, 2],
      blocks: [1, 3],
      strides: [1, 2],
      groupSize: [8, 16],
      coarseBelow: [8, 16]
    }
  },
  edgeNeXt: {
    family: "edgeNeXt",
    budget: {params: 60e3, macs: 6e6},
    rho: 0.9,
    image: [3, 128, 128],
    classes: 10,
    constraints: {
      dims: [
        [16, 16],
        [16, 24],
        [24, 32],
        [24, 32]
      ],
      depths: [
        [1, 1],
        [1, 2],
        [1, 2],
        [1, 3]
      ],
      kernels: [[3], [3], [3, 5], [3, 5]],
      heads: [2, 4],
      scales: [2, 3],
      globalBlocks: [0, 0, 1, 0]
    }
  }
};

/** All members of a problem within its bounds, best first, each valued on the network that it is. */
export function bruteForce(
  options: FamilyProblemOptions
): readonly {readonly member: Member; readonly score: number}[] {
  const {family, name} = familyProblem(options);
  const {params = Infinity, macs = Infinity, activationMemory = Infinity} = options.budget;
  const found: {readonly member: Member; readonly score: number}[] = [];
  const values: number[] = [];
  const visit = (g: number): void => {
    if (g < family.genes.length) {
      for (const value of family.genes[g].values) {
        values[g] = value;
        visit(g + 1);
      }
      return;
    }
    if (!family.fits(values)) return;
    const member = {family: name, options: family.options(values)};
    try {
      const value = evaluateMember(member);
      const within = value.params <= params && value.macs <= macs && value.activationMemory <= activationMemory;
      if (within && value.effectiveness <= options.rho!) found.push({member, score: value.score});
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error; // the factory refuses it
    }
  };
  visit(0);
  return found.sort((a, b) => b.score - a.score);
}
