import {augment as augmentation, unchanged, type AugmentationOptions} from "../../data/augmentation.ts";
import type {Dataset} from "../../data/dataset.ts";
import type {Network} from "../../graph/network.ts";
import {plainNetwork} from "../../graph/plainNetwork.ts";
import {loadWeights} from "../../exchange/loadWeights.ts";
import {writeSafetensors} from "../../exchange/safetensors/write.ts";
import type {Weights} from "../../graph/weights.ts";
import {formatShape} from "../../graph/shape.ts";
import {fraction, integer, known, positive} from "../check.ts";
import {TrainingError} from "../error.ts";
import {adamW, optimizerOf, type Optimizer} from "./optimizer.ts";
import {trainingVersion, type Plan} from "./plan.ts";
import {scheduleOf, type Schedule} from "./schedule.ts";

/** How to train. Everything has a default but the number of epochs. */
export interface TrainOptions {
  epochs: number;
  /** Images a step; 64 unless said. */
  batch?: number;
  /** adamW(…), adam(…) or sgd(…); adamW() unless said. */
  optimizer?: Optimizer;
  /** The rate's course, if the optimizer does not say it: constant(…), cosine(…), oneCycle(…), or a number. */
  schedule?: Schedule | number;
  labelSmoothing?: number;
  /** What to begin from in place of a random start: a value for each parameter, as `exchange.loadWeights` gives them. */
  weights?: Weights;
  /** Shifts and flips of the training images; see augment. */
  augment?: AugmentationOptions;
  /** Without a seed every run is another one, and no result is reused. */
  seed?: number;
  /** A training loss above this pauses the run. */
  bound?: number;
  /** Tells several `train` calls of one cell apart. */
  name?: string;
}

const names = [
  "epochs",
  "batch",
  "optimizer",
  "schedule",
  "labelSmoothing",
  "weights",
  "augment",
  "seed",
  "bound",
  "name"
];

/** The plan that these arguments of `train` mean. Throws a TrainingError that says what would do. */
export function planOf(net: Network, dataset: Dataset, options: TrainOptions): Plan {
  if (!isNetwork(net)) throw new TrainingError("no network; expected train(network(…), data…, {epochs})", "train");
  if (!isDataset(dataset))
    throw new TrainingError("no data set; expected train(net, data.digits(), {epochs})", "train");
  if (typeof options !== "object" || options === null)
    throw new TrainingError("no options; expected at least {epochs: 5}", "train");
  known(options, names, "train");
  fits(net, dataset);
  const learners = net.nodes.filter(({parameters}) => parameters.some(({role}) => role === "trainable"));
  if (learners.length && learners.every(({frozen}) => frozen))
    throw new TrainingError("nothing to train: everything is frozen; see surgery.unfreeze", "train");
  const {batch = 64, labelSmoothing = 0, seed, bound} = options;
  if (integer("batch", batch, 1, "train") > dataset.counts.train)
    throw new TrainingError(
      `invalid batch: ${batch}; ${dataset.title} has ${dataset.counts.train} training images`,
      "train"
    );
  return {
    library: trainingVersion,
    network: plainNetwork(net),
    data: {
      id: dataset.id,
      version: dataset.version,
      title: dataset.title,
      sha256: dataset.sha256,
      normalisation: dataset.normalisation,
      images: dataset.counts.train
    },
    optimizer: scheduled(options),
    epochs: integer("epochs", options.epochs, 1, "train"),
    batch,
    labelSmoothing: fraction("labelSmoothing", labelSmoothing, "train"),
    augment: options.augment ? augmentation(options.augment) : unchanged,
    seed: seed === undefined || seed === null ? null : integer("seed", seed, 0, "train"),
    bound: bound === undefined || bound === null ? null : positive("bound", bound, "train")
  };
}

/** The weights that training begins from, as safetensors; undefined for a random start. Throws an ExchangeError. */
export function startOf(net: Network, {weights}: Pick<TrainOptions, "weights">): Uint8Array | undefined {
  return weights && writeSafetensors(loadWeights(net, weights).weights);
}

function scheduled({optimizer, schedule}: TrainOptions): Optimizer {
  const of = optimizer === undefined ? adamW() : optimizerOf(optimizer);
  if (schedule === undefined) return of;
  if (optimizer !== undefined && of.rate.kind !== "constant")
    throw new TrainingError(`two schedules: the optimizer's ${of.rate.kind} and schedule; give one`, "train");
  return {...of, rate: scheduleOf(schedule, "schedule")};
}

/** The images must be what the network takes, and its scores must be one a class. */
function fits({inputs, outputs}: Network, {shape, classes, title}: Dataset): void {
  if (inputs.length !== 1 || outputs.length !== 1)
    throw new TrainingError(
      `a network of ${inputs.length} inputs and ${outputs.length} outputs; expected one of each`,
      "train"
    );
  const [input, output] = [inputs[0].shape, outputs[0].shape];
  if (input.join() !== shape.join())
    throw new TrainingError(
      `shape mismatch: the network takes ${formatShape(input)}, ${title} has ${formatShape(shape)}`,
      "train"
    );
  if (output.length !== 1 || output[0] !== classes.length)
    throw new TrainingError(
      `shape mismatch: the network gives ${formatShape(output)}, expected ${classes.length} scores, one for each class of ${title}`,
      outputs[0].path
    );
}

function isNetwork(value: unknown): value is Network {
  return typeof value === "object" && value !== null && "nodes" in value && "outputs" in value && "inputs" in value;
}

function isDataset(value: unknown): value is Dataset {
  return (
    typeof value === "object" && value !== null && "sha256" in value && "normalisation" in value && "counts" in value
  );
}
