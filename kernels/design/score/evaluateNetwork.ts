import type {Network, Node} from "../../graph/network.ts";
import {size} from "../../graph/shape.ts";
import {parameterCount} from "../../graph/weights.ts";
import {scoreForm, stageWeights, type ScoreOptions} from "./form.ts";
import {isLayer, mainPath, stretchesOf} from "./mainPath.ts";
import {penaltyOf} from "./penalty.ts";

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
}

/** Why the formulas say nothing of a network. */
export interface Inapplicable {
  readonly applies: false;
  readonly reason: string;
}

const dataDependent: Readonly<Record<string, string>> = {
  crossCovariance: "attention among channels",
  mixChannels: "attention among channels",
  tokenAttention: "attention among tokens",
  mixTokens: "attention among tokens",
  edgeFeatures: "neighbours that are found in the features"
};

/**
 * Entropy and effectiveness of any network of the library, read off its graph. The formulas of DeepMAD are stated for chains of
 * convolutions; what extends them, and is an assumption: depth runs along the branch with most layers; a layer is a linear map
 * with weights, of width inputs · kernel / groups (/ stride² if transposed); fixed transforms, norms, activations and poolings
 * count nothing; a stage ends where a block (or an op outside blocks) gives fewer positions than it reads. For the networks of
 * DeepMAD it agrees with `evaluate`. Where a value on the way is mixed by weights made of the data, it gives the reason.
 */
export function evaluateNetwork(network: Network, options: ScoreOptions = {}): NetworkEvaluation | Inapplicable {
  const form = scoreForm(options);
  const path = mainPath(network);
  const mixing = path.find(({op}) => Object.hasOwn(dataDependent, op.name));
  if (mixing) {
    const reason = `${dataDependent[mixing.op.name]} (${mixing.path}) weighs by the data; the entropy of a linear map does not cover it`;
    return {applies: false, reason};
  }
  if (!path.some(isLayer)) return {applies: false, reason: "the network has no layer with weights"};

  const scale = form.form === "paper" ? 1 : 0.5;
  const [a1, a2] = form.exponents;
  let [layers, product, entropy] = [0, 0, 0];
  const ends: Omit<NetworkStage, "weighted">[] = [];
  const end = ({path: at, shape}: Node) => {
    const coordinates = size(shape);
    const effectiveness = layers * Math.exp(-product / layers);
    ends.push({path: at, coordinates, layers, entropy: Math.log(coordinates) * entropy, effectiveness});
  };
  for (const {input, nodes} of stretchesOf(path)) {
    if (layers && positions(nodes[nodes.length - 1]) < positions(input)) end(input);
    for (const node of nodes.filter(isLayer)) {
      const {channels, window} = widthOf(node);
      layers += 1;
      product += Math.log(channels * window);
      entropy += scale * (a1 * Math.log(channels) + a2 * Math.log(window));
    }
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
    layers,
    penalty,
    score: penalty === undefined ? undefined : total - penalty,
    params: parameterCount(network),
    macs: network.nodes.reduce((sum, node) => sum + macsOf(node), 0)
  };
}

/** Channels that one output of a layer reads, and taps for each. */
function widthOf({op, options, inputs: [{shape}]}: Node): {readonly channels: number; readonly window: number} {
  if (op.name === "linear") return {channels: shape[shape.length - 1], window: 1};
  if (op.name === "maskedConv") return {channels: (options as {seen: number}).seen, window: 1};
  const {kernel, groups = 1, stride} = options as {kernel: [number, number]; groups?: number; stride: [number, number]};
  const taps = kernel[0] * kernel[1];
  return {channels: shape[0] / groups, window: op.name === "convTranspose" ? taps / (stride[0] * stride[1]) : taps};
}

function positions({shape}: Node): number {
  return shape.length === 3 ? shape[1] * shape[2] : shape.length === 2 ? shape[0] : 1;
}

function macsOf({op, options, inputs, shape}: Node): number {
  return op.macs({options, inputs: inputs.map((input) => input.shape), output: shape});
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
