import {keyword} from "../../graph/options.ts";
import type {Network, Node} from "../../graph/network.ts";
import {size} from "../../graph/shape.ts";
import {parameterCount} from "../../graph/weights.ts";
import {scoreForm, stageWeights, type ScoreOptions} from "./form.ts";
import {isLayer, mainPath} from "./mainPath.ts";
import {penaltyOf} from "./penalty.ts";
import {macsOf, stepsOf} from "./steps.ts";
import {addStep, logEffectiveness} from "./tally.ts";

/** A stage of a network: up to where its positions become fewer. */
export interface NetworkStage {
  /** The node at its end. */
  readonly path: string;
  /** Numbers at its end: channels times positions. */
  readonly coordinates: number;
  readonly layers: number;
  readonly entropy: number;
  readonly weighted: number;
  readonly effectiveness: number;
}

export interface NetworkEvaluation {
  readonly applies: true;
  readonly stages: readonly NetworkStage[];
  readonly entropy: number;
  readonly effectiveness: number;
  readonly layers: number;
  /** Only where the network is made of super blocks (`blocks.deepMadSuper`), whose depths it compares. */
  readonly penalty: number | undefined;
  /** entropy − penalty, where there is one. */
  readonly score: number | undefined;
  /** Trainable numbers of the whole network. */
  readonly params: number;
  /** Multiply-accumulates of the whole network. */
  readonly macs: number;
  /** What was assumed so that the formulas apply, in words; only if it was needed. */
  readonly assumption: string | undefined;
}

export interface NetworkScoreOptions extends ScoreOptions {
  /**
   * What to assume where the formulas say nothing. `attentionMixesNothing`: a mean of values by weights made of the data (the
   * product of an attention map and its values) counts as no layer and leaves every variance as it is, so that attention adds
   * what its linear maps with weights add, and nothing more. An even mean of n independent values would divide their variance
   * by n, so entropies are then upper bounds. Nothing is assumed if absent.
   */
  readonly assume?: "attentionMixesNothing";
}

/** Why the formulas say nothing of a network. */
export interface Inapplicable {
  readonly applies: false;
  readonly reason: string;
}

const attention: Readonly<Record<string, string>> = {
  mixChannels: "attention among channels",
  mixTokens: "attention among tokens"
};
const dataDependent: Readonly<Record<string, string>> = {
  ...attention,
  edgeFeatures: "neighbours that are found in the features"
};

/** What `attentionMixesNothing` assumes, in words. */
export const attentionAssumption =
  "means by weights made of the data (attention) count as no layer and leave every variance as it is; only their linear maps count";

/**
 * Entropy and effectiveness of any network of the library, read off its graph. The formulas of DeepMAD are stated for chains of
 * convolutions; what extends them, and is an assumption: depth runs along the branch with most layers; a layer is a linear map
 * with weights, of width inputs · kernel / groups (/ stride² if transposed); fixed transforms, norms, activations and poolings
 * count nothing; a stage ends where a block (or an op outside blocks) gives fewer positions than it reads. For the networks of
 * DeepMAD it agrees with `evaluate`. Where a value on the way is mixed by weights made of the data, it gives the reason, unless
 * `assume` says what to take it for.
 */
export function evaluateNetwork(network: Network, options: NetworkScoreOptions = {}): NetworkEvaluation | Inapplicable {
  const form = scoreForm(options);
  const assumed = options.assume !== undefined && keyword("assume", options.assume, ["attentionMixesNothing"] as const);
  const path = mainPath(network);
  const mixes = (table: Readonly<Record<string, string>>) => path.find(({op}) => Object.hasOwn(table, op.name));
  const mixing = mixes(assumed ? {edgeFeatures: dataDependent.edgeFeatures} : dataDependent);
  if (mixing) {
    const reason = `${dataDependent[mixing.op.name]} (${mixing.path}) weighs by the data; the entropy of a linear map does not cover it`;
    return {applies: false, reason};
  }
  if (!path.some(isLayer)) return {applies: false, reason: "the network has no layer with weights"};

  const tally = {layers: 0, product: 0, entropy: 0};
  const ends: Omit<NetworkStage, "weighted">[] = [];
  const end = ({path: at, shape}: Node) => {
    const coordinates = size(shape);
    const {layers, entropy} = tally;
    const effectiveness = Math.exp(logEffectiveness(tally));
    ends.push({path: at, coordinates, layers, entropy: Math.log(coordinates) * entropy, effectiveness});
  };
  for (const step of stepsOf(path)) {
    if (tally.layers && step.narrows) end(step.input);
    addStep(tally, step, form);
  }
  end(path[path.length - 1]);

  const alpha = stageWeights(form.alpha, ends.length);
  const stages = ends.map((stage, s) => ({...stage, weighted: alpha[s] * stage.entropy}));
  const total = stages.reduce((sum, {weighted}) => sum + weighted, 0);
  const depths = depthsOf(network, form.depths);
  const penalty = depths && penaltyOf(depths, form);
  return {
    applies: true,
    stages,
    entropy: total,
    effectiveness:
      form.form === "paper"
        ? stages[stages.length - 1].effectiveness
        : Math.max(...stages.map(({effectiveness}) => effectiveness)),
    layers: tally.layers,
    penalty,
    score: penalty === undefined ? undefined : total - penalty,
    params: parameterCount(network),
    macs: macsOf(network),
    assumption: assumed && mixes(attention) ? attentionAssumption : undefined
  };
}

/** The depths of super blocks that the penalty compares; undefined where there are none. */
function depthsOf({blocks}: Network, compared: "released" | "all"): readonly number[] | undefined {
  const supers = blocks
    .filter(({kind}) => kind === "deepMadSuper")
    .map(({options}) => options as {kind: string; depth: number});
  if (supers.length === 0) return undefined;
  const skips = compared === "released" && supers[0].kind === "K1KXK1" && supers.length > 2;
  return (skips ? supers.slice(2) : supers).map(({depth}) => depth);
}
