import {evaluateMember} from "../../kernels/design/families/evaluateMember.ts";
import type {FamilyProblemOptions} from "../../kernels/design/families/familyProblem.ts";
import type {Member} from "../../kernels/design/families/member.ts";
import {edgeNeXtConfigurations} from "../../kernels/models/edgeNeXt/configurations.ts";
import {mgicResNetConfigurations} from "../../kernels/models/mgic/mgicResNet.ts";

const published: readonly (readonly [string, Member])[] = [
  ["EdgeNeXt-XX-Small", {family: "edgeNeXt", options: {...edgeNeXtConfigurations["xx-small"]}}],
  ["EdgeNeXt-Small", {family: "edgeNeXt", options: {...edgeNeXtConfigurations.small}}],
  ["WaveMix-192/16", {family: "waveMix", options: {dim: 192}}],
  ["MGIC-ResNet18", {family: "mgic", options: {...mgicResNetConfigurations["18"]}}]
];

/** Published members and the problem of doing better at their own parameters, operations and effectiveness. */
export const familyProblems = published.map(([name, member]) => {
  const {params, macs, effectiveness, score} = evaluateMember(member);
  const problem: FamilyProblemOptions = {
    family: member.family,
    budget: {params, macs},
    rho: effectiveness * (1 + 1e-9)
  };
  return {name, score, problem};
});
