import type {Network} from "../graph/network.ts";
import {memberNetwork, type FamilyMembers, type FamilyName, type Member} from "./families/member.ts";
import {deepMad, type DeepMadClassifier} from "../models/deepMad/deepMad.ts";
import type {StructureLike} from "./score/evaluate.ts";

export {evaluateMember, type FamilyScoreOptions, type MemberEvaluation} from "./families/evaluateMember.ts";
export type {FamilyBudget, FamilyConstraints} from "./families/familyProblem.ts";
export type {FamilyMembers, FamilyName, Member} from "./families/member.ts";
export type {FamilyDesign, FamilyOptions} from "./families/solveFamily.ts";
export {formatStructure as format, parseStructure as parse} from "../models/deepMad/structureText.ts";
export type {Structure} from "../models/deepMad/structure.ts";
export {authorsSearch, type AuthorsSearchOptions} from "./search/authorsSearch.ts";
export {prove, type Certificate} from "./certificate/prove.ts";
export {blocksOf, evaluate, type Evaluation, type StructureLike} from "./score/evaluate.ts";
export {
  evaluateNetwork,
  type Inapplicable,
  type NetworkEvaluation,
  type NetworkScoreOptions
} from "./score/evaluateNetwork.ts";
export type {Form, ScoreOptions} from "./score/form.ts";
export type {Bounds, Candidate} from "./search/candidate.ts";
export {frontier, type Frontier, type FrontierOptions, type FrontierPoint} from "./search/frontier.ts";
export {InfeasibleError, type Binding} from "./search/infeasible.ts";
export {interpolateLatency, type LatencyTable} from "./latency/latency.ts";
export {latencyOf} from "./latency/latencyOf.ts";
export {madNas} from "./score/madNas.ts";
export {presets, seedStructures} from "./problem/presets.ts";
export {designProblem, type Constraints, type DesignOptions, type Problem} from "./problem/problem.ts";
export {randomSearch} from "./search/randomSearch.ts";
export {region, type Region, type RegionOptions} from "./search/region.ts";
export type {SearchPath, Visited} from "./search/searchPath.ts";
export type {Design, SolveOptions} from "./search/solve.ts";
export {solve} from "./solve.ts";

/**
 * The trainable network of a structure (text of the authors, short form or items), or of a family's member, such as a design
 * that `solve` gave; `options` are those of its factory beside its own, such as `classes` or `dropout`.
 */
export function toNetwork(structure: StructureLike, options?: DeepMadClassifier): Network;
export function toNetwork<F extends FamilyName>(member: Member<F>, options?: FamilyMembers[F]): Network;
export function toNetwork(design: StructureLike | Member, options: object = {}): Network {
  if (typeof design === "object" && "family" in design) return memberNetwork(design, options);
  return deepMad(design, options);
}
