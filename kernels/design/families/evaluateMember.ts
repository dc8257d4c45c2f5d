import {NetworkError} from "../../graph/errors.ts";
import {known} from "../../graph/options.ts";
import {evaluateNetwork, type NetworkStage} from "../score/evaluateNetwork.ts";
import {scoreForm, type ScoreOptions} from "../score/form.ts";
import {penaltyOf} from "../score/penalty.ts";
import {heldBy} from "../score/steps.ts";
import {edgeNeXtAssumption, edgeNeXtDepths} from "./edgeNeXt.ts";
import {familyName, memberNetwork, type FamilyMembers, type FamilyName, type Member} from "./member.ts";
import {mgicAssumption, mgicDepths} from "./mgic.ts";
import {waveMixAssumption, waveMixDepths} from "./waveMix.ts";

/** What of a score's options holds for families. */
export interface FamilyScoreOptions extends Pick<ScoreOptions, "alpha" | "beta" | "exponents"> {
  /** `fixed`, with the conventions of the authors' code, or `paper`; see `ScoreOptions`. */
  readonly form?: "fixed" | "paper";
}

/** What the mathematics says of a member of a family. */
export interface MemberEvaluation {
  /** What extends the formulas to the family, in words. */
  readonly assumption: string;
  readonly stages: readonly NetworkStage[];
  /** The sum of alpha · H over the stages. */
  readonly entropy: number;
  /** rho: the largest over the stages, or in the paper's form that of the whole network. */
  readonly effectiveness: number;
  /** On unequal numbers of blocks in the stages. */
  readonly penalty: number;
  /** entropy − penalty. */
  readonly score: number;
  readonly layers: number;
  /** Trainable numbers, with the classifier. */
  readonly params: number;
  /** Multiply-accumulates of one image. */
  readonly macs: number;
  /** Bytes held for the backward pass of one image. */
  readonly activationMemory: number;
}

const rules: {
  readonly [F in FamilyName]: {
    readonly assumption: string;
    readonly depths: (options: FamilyMembers[F]) => readonly number[];
  };
} = {
  waveMix: {assumption: waveMixAssumption, depths: waveMixDepths},
  mgic: {assumption: mgicAssumption, depths: mgicDepths},
  edgeNeXt: {assumption: edgeNeXtAssumption, depths: edgeNeXtDepths}
};

/**
 * Entropy, effectiveness, score and costs of a member of a family, read off its own graph by `evaluateNetwork` under the family's
 * assumption; the penalty compares the blocks of its stages. `evaluateMember({family: "edgeNeXt", options: {dims: [24, 48, 88,
 * 168], …}})` says of a published network what `solve` says of its designs.
 */
export function evaluateMember<F extends FamilyName>(
  member: Member<F>,
  options: FamilyScoreOptions = {}
): MemberEvaluation {
  const {assumption, depths} = rules[familyName(member.family) as F];
  const form = scoreForm(
    known(options, "evaluateMember", ["form", "alpha", "beta", "exponents"]) as FamilyScoreOptions
  );
  const network = memberNetwork(member);
  const value = evaluateNetwork(network, {...options, assume: "attentionMixesNothing"});
  if (!value.applies) throw new NetworkError(`invalid member: ${value.reason}`);
  const {stages, entropy, effectiveness, layers, params, macs} = value;
  const penalty = penaltyOf(depths(member.options), form);
  return {
    assumption,
    stages,
    entropy,
    effectiveness,
    penalty,
    score: entropy - penalty,
    layers,
    params,
    macs,
    activationMemory: 4 * heldBy(network)
  };
}
