import {dispose, keep, mul, sum, tensor, tidy, type Scalar, type Tensor} from "@tensorflow/tfjs-core";
import {initialWeights} from "../../../../kernels/graph/initialise.ts";
import type {Network} from "../../../../kernels/graph/network.ts";
import {createRandom} from "../../../../kernels/graph/random.ts";
import {network} from "../../../../kernels/graph/trace.ts";
import type {Weights} from "../../../../kernels/graph/weights.ts";
import {differentiate} from "../../../../kernels/tensors/differentiate.ts";
import {execute, type Executed} from "../../../../kernels/tensors/execute.ts";
import {disposeParameters, loadParameters} from "../../../../kernels/tensors/weights.ts";
import type {OpCase} from "./case.ts";

/** What a case gives on the current backend. */
export interface CaseResult {
  /** The value, the gradients of Σ value·cotangent and the new running statistics, by name. */
  readonly arrays: ReadonlyMap<string, Float32Array>;
  /** By tensor: how far its gradient along a random direction is from a central difference, over the gradient's length. */
  readonly slopeErrors: ReadonlyMap<string, number>;
}

/** Small, so that few values cross the kink of a rectifier or change the largest of a window. */
const step = 1e-3;

/** Runs a case: value, gradients of weights and input, and a central difference for each. */
export async function runCase(
  op: string,
  {name, shape, build, batch = 2, training = false}: OpCase
): Promise<CaseResult> {
  const seed = `${op} ${name}`;
  const net = network(shape, build);
  const parameters = loadParameters(net, unevenWeights(net, seed));
  const random = createRandom(seed, "values");
  const input = tensorOf(
    () => random.normal(),
    [batch, ...(shape.length === 3 ? [shape[1], shape[2], shape[0]] : shape)]
  );
  const run = (x: Tensor): Executed => execute(net, parameters, x, {training, random: createRandom(seed, "mask")});

  async function outputOf(x: Tensor): Promise<Tensor> {
    return tidy(() => keep(run(x).outputs[0]));
  }
  const output = await outputOf(input);
  const cotangent = tensorOf(() => random.normal(), output.shape);
  const weighting = await cotangent.data<"float32">();
  const of = new Map<string, Tensor>([...parameters.variables, ["input", input]]);
  const {value, gradients, extra} = differentiate(of, () => {
    const {outputs, statistics} = run(input);
    return {value: sum(mul(outputs[0], cotangent)) as Scalar, extra: statistics, kept: [...statistics.values()]};
  });
  const tensors = new Map([["value", output], ...prefixed("gradient of", gradients), ...prefixed("new", extra)]);
  const arrays = await arraysOf(tensors);
  dispose([value, ...tensors.values()]);

  async function objective(x: Tensor): Promise<number> {
    const y = await outputOf(x);
    const values = await y.data<"float32">();
    y.dispose();
    return dot(values, weighting);
  }
  async function objectiveAt(key: string, values: Float32Array): Promise<number> {
    const x = tensorOf((i) => values[i], of.get(key)!.shape);
    const variable = parameters.variables.get(key);
    variable?.assign(x);
    const result = await objective(variable ? input : x);
    x.dispose();
    return result;
  }
  const slopeErrors = new Map<string, number>();
  for (const [key, x] of of) {
    const gradient = arrays.get(`gradient of ${key}`)!;
    const start = (await x.data<"float32">()).slice();
    const direction = start.map(() => random.normal());
    const moved = (h: number) =>
      objectiveAt(
        key,
        start.map((value, i) => value + h * direction[i])
      );
    const difference = ((await moved(step)) - (await moved(-step))) / (2 * step);
    await objectiveAt(key, start);
    slopeErrors.set(key, Math.abs(difference - dot(gradient, direction)) / (Math.hypot(...gradient) || 1));
  }
  disposeParameters(parameters);
  dispose([input, cotangent]);
  return {arrays, slopeErrors};
}

/** Not the start of norms (1 and 0), where a wrong gradient could hide. */
function unevenWeights(net: Network, seed: string): Weights {
  const weights = initialWeights(net, seed);
  for (const [key, {data}] of weights) {
    if (!(data instanceof Float32Array)) continue;
    const random = createRandom(seed, key);
    data.forEach((value, i) => (data[i] = value + 0.3 * random.uniform()));
  }
  return weights;
}

function tensorOf(value: (i: number) => number, shape: readonly number[]): Tensor {
  const size = shape.reduce((product, extent) => product * extent, 1);
  return tensor(
    Float32Array.from({length: size}, (_, i) => value(i)),
    [...shape],
    "float32"
  );
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((total, value, i) => total + value * b[i], 0);
}

function prefixed(prefix: string, tensors: ReadonlyMap<string, Tensor>): [string, Tensor][] {
  return [...tensors].map(([key, x]) => [`${prefix} ${key}`, x]);
}

async function arraysOf(tensors: ReadonlyMap<string, Tensor>): Promise<Map<string, Float32Array>> {
  const arrays = new Map<string, Float32Array>();
  for (const [key, x] of tensors) arrays.set(key, await x.data<"float32">());
  return arrays;
}
