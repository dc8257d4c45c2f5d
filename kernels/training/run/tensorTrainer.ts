import {
  argMax,
  cast,
  dispose,
  equal,
  getBackend,
  keep,
  stack,
  sum,
  tensor,
  tensor1d,
  tensor2d,
  tidy,
  zeros,
  type Scalar,
  type Tensor,
  type Tensor2D
} from "@tensorflow/tfjs-core";
import type {Batch} from "../../data/batch.ts";
import type {Network} from "../../graph/network.ts";
import {createRandom, type Random} from "../../graph/random.ts";
import type {Weights} from "../../graph/weights.ts";
import {differentiate, type Differentiated} from "../../tensors/differentiate.ts";
import {execute} from "../../tensors/execute.ts";
import {
  disposeParameters,
  loadParameters,
  readParameters,
  updateStatistics,
  type Parameters
} from "../../tensors/weights.ts";
import type {SlotValues, Snapshot} from "./checkpoint.ts";
import {imagesOf} from "./images.ts";
import {firstFault} from "./locate.ts";
import {crossEntropy, measure, targetsOf} from "./loss.ts";
import type {Plan} from "../plan/plan.ts";
import {ruleOf, type Rule} from "./rules.ts";
import type {Lesson, Measurement, Trainer} from "./trainer.ts";

/** A forward and backward pass, on the device; all of its tensors are kept. */
type Pass = Differentiated<{readonly scores: Tensor2D; readonly statistics: ReadonlyMap<string, Tensor>}>;

/** The loss of a step and how many images it got right, on the device until somebody asks. */
interface Measured {
  readonly loss: Scalar;
  readonly hits: Scalar;
}

/** Trains a network on the current backend of TensorFlow.js. */
export class TensorTrainer implements Trainer {
  readonly #network: Network;
  readonly #plan: Plan;
  readonly #seed: number;
  readonly #rule: Rule;
  readonly #classes: number;
  #parameters: Parameters;
  /** What the optimiser remembers of each parameter, in the order of the rule's slots. */
  #slots: Map<string, Tensor[]>;
  #pending: Measured[] = [];
  readonly immediate = ["cpu", "wasm"].includes(getBackend());

  constructor(network: Network, plan: Plan, seed: number, weights: Weights, slots?: SlotValues) {
    this.#network = network;
    this.#plan = plan;
    this.#seed = seed;
    this.#rule = ruleOf(plan.optimizer);
    this.#classes = network.outputs[0].shape[0];
    this.#parameters = loadParameters(network, weights);
    this.#slots = this.#upload(slots);
  }

  /** The parameters, for questions between two steps. */
  get parameters(): Parameters {
    return this.#parameters;
  }

  step(lesson: Lesson): void {
    const pass = this.#pass(lesson);
    this.#pending.push(this.#measured(pass, lesson.batch));
    this.#apply(pass, lesson);
  }

  async carefulStep(lesson: Lesson, accept: (loss: number) => boolean): Promise<Measurement> {
    const pass = this.#pass(lesson);
    const {loss, hits} = this.#measured(pass, lesson.batch);
    const [[value], [right]] = await Promise.all([loss.data(), hits.data()]);
    dispose([loss, hits]);
    if (accept(value)) this.#apply(pass, lesson);
    else dispose([...pass.gradients.values(), ...pass.extra.statistics.values()]);
    return {loss: value, accuracy: right / lesson.batch.size};
  }

  async measured(): Promise<Measurement[]> {
    const pending = this.#pending.splice(0).flatMap(({loss, hits}) => [loss, hits]);
    if (!pending.length) return [];
    const all = stack(pending);
    dispose(pending);
    const values = await all.data();
    all.dispose();
    return Array.from({length: values.length / 2}, (_, i) => ({
      loss: values[2 * i],
      accuracy: values[2 * i + 1] / this.#plan.batch
    }));
  }

  async evaluate(batch: Batch): Promise<{loss: number; hits: number}> {
    const scores = tidy(() => execute(this.#network, this.#parameters, imagesOf(batch, this.#network)).outputs[0]);
    const values = (await scores.data()) as Float32Array;
    scores.dispose();
    return measure(values, batch.labels, this.#classes, batch.count);
  }

  async snapshot(): Promise<Snapshot> {
    const weights = await readParameters(this.#parameters);
    const slots = new Map<string, Map<string, {shape: number[]; data: Float32Array}>>();
    for (const [i, name] of this.#rule.slots.entries()) {
      const values = new Map<string, {shape: number[]; data: Float32Array}>();
      for (const [key, tensors] of this.#slots)
        values.set(key, {shape: tensors[i].shape, data: Float32Array.from(await tensors[i].data())});
      slots.set(name, values);
    }
    return {weights, slots};
  }

  restore({weights, slots}: Snapshot): void {
    this.dispose();
    this.#parameters = loadParameters(this.#network, weights);
    this.#slots = this.#upload(slots);
  }

  async locate({batch, step}: Lesson): Promise<string | null> {
    const images = imagesOf(batch, this.#network);
    const path = await firstFault(this.#network, this.#parameters, images, this.#random(step));
    images.dispose();
    return path;
  }

  dispose(): void {
    dispose(this.#pending.splice(0).flatMap(({loss, hits}) => [loss, hits]));
    for (const tensors of this.#slots.values()) dispose(tensors);
    this.#slots = new Map();
    disposeParameters(this.#parameters);
  }

  #pass({batch, step}: Lesson): Pass {
    const {variables} = this.#parameters;
    return tidy(() => {
      const images = imagesOf(batch, this.#network);
      const targets = targetsOf(batch.labels, this.#classes, this.#plan.labelSmoothing);
      const wanted = tensor2d(targets, [batch.size, this.#classes]);
      return differentiate(variables, () => {
        const random = this.#random(step);
        const {outputs, statistics} = execute(this.#network, this.#parameters, images, {training: true, random});
        const scores = outputs[0] as Tensor2D;
        return {
          value: crossEntropy(scores, wanted),
          extra: {scores, statistics},
          kept: [scores, ...statistics.values()]
        };
      }) as never; // a tidy gives back what it is given; what is inside is kept
    });
  }

  /** Takes the measurements out of a pass; its scores are freed. */
  #measured({value, extra: {scores}}: Pass, {labels}: Batch): Measured {
    const hits = tidy(() => {
      const right = equal(argMax(scores, 1), tensor1d(labels, "int32"));
      return sum<Scalar>(cast(right, "float32"));
    });
    scores.dispose();
    return {loss: value, hits};
  }

  /** One update of every parameter; frees the gradients. */
  #apply({gradients, extra: {statistics}}: Pass, {rate, step}: Lesson): void {
    tidy(() => {
      for (const [key, variable] of this.#parameters.variables) {
        const old = this.#slots.get(key)!;
        const [value, ...slots] = this.#rule.update(variable, gradients.get(key)!, old, {rate, t: step + 1});
        variable.assign(value);
        dispose(old);
        this.#slots.set(key, slots.map(keep));
      }
    });
    dispose([...gradients.values()]);
    updateStatistics(this.#parameters, statistics);
  }

  /** The slots of every variable: as they were, or zeros. */
  #upload(values?: SlotValues): Map<string, Tensor[]> {
    const slots = new Map<string, Tensor[]>();
    for (const [key, {shape}] of this.#parameters.variables) {
      const tensors = this.#rule.slots.map((name) => {
        const known = values?.get(name)?.get(key);
        return keep(known ? tensor(known.data, known.shape, "float32") : zeros(shape));
      });
      slots.set(key, tensors);
    }
    return slots;
  }

  #random(step: number): Random {
    return createRandom(this.#seed, `step/${step}`);
  }
}
