import {isSuper, structureOf, type RawItem, type Structure} from "../../models/deepMad/structure.ts";
import {parseStructure} from "../../models/deepMad/structureText.ts";
import {addUnitCost, costs, unitLayers, widthPowers, type Unit} from "./blockRules.ts";
import {scoreForm, stageWeights, type ScoreOptions} from "./form.ts";
import {comparedDepths, penaltyOf} from "./penalty.ts";
import {stagesOf, unitOf, type Stage} from "./stages.ts";

/** A stage with what is summed from the input to its end. */
export interface StageValue extends Stage {
  /** Residual blocks (and stem, head) up to its end. */
  readonly blocks: number;
  /** Layers up to its end. */
  readonly layers: number;
  /** H: the logarithm of the coordinates at its end times the entropy of all layers up to there. */
  readonly entropy: number;
  /** alpha · H. */
  readonly weighted: number;
  /** Layers over their mean width (geometric), up to its end. */
  readonly effectiveness: number;
}

/** Everything that the mathematics says of a structure. */
export interface Evaluation {
  readonly stages: readonly StageValue[];
  /** The sum of alpha · H over the stages. */
  readonly entropy: number;
  /** rho: the largest over the stages, or in the paper's form that of the whole network. */
  readonly effectiveness: number;
  readonly penalty: number;
  /** entropy − penalty. */
  readonly score: number;
  readonly layers: number;
  /** Trainable numbers, without a classifier. */
  readonly params: number;
  /** By the authors' counter, in which their budgets are stated; without a classifier. */
  readonly flops: number;
  /** Multiply-accumulates of the convolutions alone. */
  readonly macs: number;
  /** Bytes held for the backward pass of one image. */
  readonly activationMemory: number;
}

/** One residual block of a structure, a stem or a head. */
export interface BlockValue {
  readonly unit: Unit;
  readonly layers: number;
  /** The product of the widths of its layers. */
  readonly width: number;
  /** Half the logarithm of the product, with the exponents. */
  readonly entropy: number;
}

export type StructureLike = string | readonly RawItem[];

/** A structure from its text or its items, checked. */
export function toStructure(structure: StructureLike): Structure {
  return typeof structure === "string" ? parseStructure(structure) : structureOf(structure);
}

/** The residual blocks of a structure in order, with stem and head. */
export function blocksOf(structure: StructureLike, {exponents}: Pick<ScoreOptions, "exponents"> = {}): BlockValue[] {
  const [a, b] = scoreForm({exponents}).exponents;
  return toStructure(structure).flatMap((item) => {
    const unit = unitOf(item);
    const [bottlenecks, windows] = widthPowers[unit];
    const bottleneck = isSuper(item) ? item.btn : 1;
    return Array.from({length: isSuper(item) ? item.L : 1}, (_, i) => {
      const input = i ? item.out : item.in;
      const channels = Math.log(input) + bottlenecks * Math.log(bottleneck);
      return {
        unit,
        layers: unitLayers[unit],
        width: input * bottleneck ** bottlenecks * item.k ** (2 * windows),
        entropy: 0.5 * (a * channels + 2 * b * windows * Math.log(item.k))
      };
    });
  });
}

/**
 * Entropy, effectiveness, penalty, score and costs of a structure of DeepMAD (Shen et al., arXiv 2303.02165), in the form
 * of its released code, with the side after a gate as it is, unless told otherwise. `image` is the side for costs and, unless
 * `entropyImage` says another, for entropies (the authors' code takes them at 224 whatever the image). Throws a NetworkError for a structure that is none, or has another number of stages than alpha.
 */
export function evaluate(design: StructureLike, options: ScoreOptions = {}): Evaluation {
  const structure = toStructure(design);
  const form = scoreForm(options);
  const blocks = blocksOf(structure, form);
  const stages = stagesOf(structure, form.entropyImage, form.form === "released");
  const alpha = stageWeights(form.alpha, stages.length);
  const scale = form.form === "paper" ? 2 : 1;
  let [taken, layers, entropy, product] = [0, 0, 0, 0];
  let lastItem = -1;
  const values = stages.map((stage, s): StageValue => {
    let count = 0;
    for (let i = lastItem + 1; i <= stage.item; ++i) count += depthOf(structure[i]);
    lastItem = stage.item;
    for (const block of blocks.slice(taken, (taken += count))) {
      layers += block.layers;
      entropy += scale * block.entropy;
      product += Math.log(block.width);
    }
    const H = Math.log(stage.channels * stage.side ** 2) * entropy;
    const effectiveness = layers * Math.exp(-product / layers);
    return {...stage, blocks: taken, layers, entropy: H, weighted: alpha[s] * H, effectiveness};
  });
  const total = values.reduce((sum, {weighted}) => sum + weighted, 0);
  const penalty = penaltyOf(comparedDepths(structure, form.depths), form);
  const cost = costOf(structure, form.image);
  return {
    stages: values,
    entropy: total,
    effectiveness:
      form.form === "paper" ? values.at(-1)!.effectiveness : Math.max(...values.map((value) => value.effectiveness)),
    penalty,
    score: total - penalty,
    layers,
    params: cost[costs.params],
    flops: cost[costs.flops],
    macs: cost[costs.macs],
    activationMemory: 4 * cost[costs.held]
  };
}

/** What a structure costs at an image of this side: the entries of `costs`. */
function costOf(structure: Structure, image: number): Float64Array {
  const sum = new Float64Array(4);
  let side = image;
  for (const item of structure) {
    const unit = unitOf(item);
    const b = isSuper(item) ? item.btn : 0;
    addUnitCost(sum, unit, item.in, item.out, b, item.k, item.s, true, side * side, 1);
    side /= item.s;
    addUnitCost(sum, unit, item.out, item.out, b, item.k, 1, false, side * side, depthOf(item) - 1);
  }
  return sum;
}

function depthOf(item: Structure[number]): number {
  return isSuper(item) ? item.L : 1;
}
