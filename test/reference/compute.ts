import {add, keep, mul, sum, tensor, tidy, type Scalar, type Tensor} from "@tensorflow/tfjs-core";
import type {Network} from "../../kernels/graph/network.ts";
import {createRandom, type Random} from "../../kernels/graph/random.ts";
import type {Shape} from "../../kernels/graph/shape.ts";
import type {Weights} from "../../kernels/graph/weights.ts";
import {differentiate} from "../../kernels/tensors/differentiate.ts";
import {execute, type Executed} from "../../kernels/tensors/execute.ts";
import {disposeParameters, inTorchLayout, loadParameters, updateStatistics} from "../../kernels/tensors/weights.ts";
import {channelsFirst, channelsLast, tensorShape} from "./layout.ts";

export interface Question {
  readonly network: Network;
  readonly weights: Weights;
  readonly training: boolean;
  readonly taps: readonly string[];
  readonly batch: number;
  /** Values of the input in PyTorch's layout. */
  readonly input: Float32Array;
  /** One for each output in PyTorch's layout; empty where no gradients are wanted. */
  readonly cotangents: readonly Float32Array[];
  /** What chance gives in training, in order; without it nothing may draw. */
  readonly draws?: readonly number[];
}

/** All values in PyTorch's layout. */
export interface Answer {
  readonly outputs: readonly Float32Array[];
  readonly taps: ReadonlyMap<string, Float32Array>;
  /** Running means and variances, and the counter of batches, after a training pass. */
  readonly statistics: ReadonlyMap<string, Float32Array>;
  /** By state-dict key, and `input`. */
  readonly gradients: ReadonlyMap<string, Float32Array>;
}

/** Runs a network on the current backend, and the gradient of sum(output · cotangent) if wanted. */
export async function compute(question: Question): Promise<Answer> {
  const {network, batch, input, cotangents} = question;
  const parameters = loadParameters(network, question.weights);
  const upload = (values: Float32Array, shape: Shape) =>
    tensor(channelsLast(values, batch, shape), tensorShape(batch, shape, shape.length));
  const x = upload(input, network.inputs[0].shape);
  const directions = cotangents.map((values, i) => upload(values, network.outputs[i].shape));
  const run = () =>
    execute(network, parameters, x, {
      training: question.training,
      taps: new Set(question.taps),
      random: question.draws && given(question.draws)
    });
  const {executed, gradients} = directions.length
    ? withGradients(run, new Map<string, Tensor>([...parameters.variables, ["input", x]]), directions)
    : {executed: withoutGradients(run), gradients: new Map<string, Tensor>()};

  const shapes = new Map(network.nodes.map(({path, shape}) => [path, shape]));
  const read = async (value: Tensor, shape: Shape) => channelsFirst(await floats(value), batch, shape);
  const statistics = await mapValues(executed.statistics, floats);
  updateStatistics(parameters, executed.statistics);
  for (const [key, count] of parameters.counters) statistics.set(key, Float32Array.of(Number(count)));
  const answer: Answer = {
    outputs: await Promise.all(executed.outputs.map((value, i) => read(value, network.outputs[i].shape))),
    taps: await mapValues(executed.taps, (value, path) => read(value, shapes.get(path)!)),
    statistics,
    gradients: await mapValues(gradients, async (value, key) =>
      key === "input"
        ? read(value, network.inputs[0].shape)
        : inTorchLayout(parameters, key, await floats(value))
    )
  };
  for (const value of new Set([...made(executed), ...gradients.values(), x, ...directions]))
    if (!value.isDisposed) value.dispose();
  disposeParameters(parameters);
  return answer;
}

/** Chance that gives the numbers that are told; a missing one is not below any rate. */
function given(draws: readonly number[]): Random {
  const left = draws.values();
  return {...createRandom(0), uniform: () => left.next().value ?? NaN};
}

function withoutGradients(run: () => Executed): Executed {
  let executed!: Executed;
  tidy(() => {
    executed = run();
    for (const value of made(executed)) keep(value);
  });
  return executed;
}

function made({outputs, taps, statistics}: Executed): Tensor[] {
  return [...outputs, ...taps.values(), ...statistics.values()];
}

function withGradients(run: () => Executed, of: ReadonlyMap<string, Tensor>, directions: readonly Tensor[]) {
  const {value, extra, gradients} = differentiate(of, () => {
    const executed = run();
    const products = executed.outputs.map((output, i) => sum(mul(output, directions[i])));
    return {
      value: products.reduce((total, product) => add(total, product)) as Scalar,
      extra: executed,
      kept: made(executed)
    };
  });
  value.dispose();
  return {executed: extra, gradients};
}

async function floats(value: Tensor): Promise<Float32Array> {
  return (await value.data()) as Float32Array;
}

async function mapValues<V, W>(map: ReadonlyMap<string, V>, f: (value: V, key: string) => Promise<W>) {
  return new Map(await Promise.all([...map].map(async ([key, value]) => [key, await f(value, key)] as const)));
}
