import type {FamilyOptions} from "../../../../kernels/design/families/solveFamily.ts";
import type {FamilyName} from "../../../../kernels/design/families/member.ts";

/** A problem of each family whose members are small. */
export const problems: {readonly [F in FamilyName]: FamilyOptions<F>} = {
  waveMix: {family: "waveMix", budget: {params: 400e3, macs: 100e6}, image: [3, 32, 32], classes: 10},
  mgic: {family: "mgic", budget: {params: 400e3, macs: 40e6}, image: [3, 64, 64], classes: 10},
  edgeNeXt: {family: "edgeNeXt", budget: {params: 600e3, macs: 40e6}, image: [3, 128, 128], classes: 10}
};

export const families = Object.keys(problems) as readonly FamilyName[];
