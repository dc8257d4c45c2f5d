import type {NetworkDescription} from "../../graph/describe.ts";
import {initialWeights} from "../../graph/initialise.ts";
import type {Weights} from "../../graph/weights.ts";
import {networkFromDescription} from "../../ops/describe.ts";
import {chooseBackend} from "../../tensors/backend.ts";
import {disposeParameters, loadParameters} from "../../tensors/weights.ts";
import {activation} from "./probe.ts";
import type {Activation} from "./samples.ts";
import {samplesOf} from "./samplesOf.ts";
import type {Machine} from "./session.ts";

/** What is asked of a network that does not train. */
export interface Question {
  readonly network: NetworkDescription;
  /** Of the random start; not looked at where weights are given. */
  readonly seed: number;
  readonly weights: Weights | null;
  /** n×c×h×w, as the network is to see them. */
  readonly pixels: Float32Array;
  /** Ops or blocks whose output is wanted. */
  readonly paths: readonly string[];
}

/** What the network gives at each path, in use: running statistics, no dropout. Throws a NetworkError for an unknown path. */
export async function respond(
  {network, seed, weights, pixels, paths}: Question,
  machine: Machine
): Promise<Activation[]> {
  const net = networkFromDescription(network);
  await chooseBackend(machine.backend, {wasmPath: machine.wasmPath});
  const parameters = loadParameters(net, weights ?? initialWeights(net, seed));
  const [channels] = net.inputs[0].shape;
  const asGiven = {scale: 1, mean: new Array<number>(channels).fill(0), deviation: new Array<number>(channels).fill(1)};
  const batch = samplesOf({pixels}, null, net.inputs[0].shape, asGiven);
  const answers: Activation[] = [];
  for (const path of paths) answers.push(await activation(net, parameters, batch, path));
  disposeParameters(parameters);
  return answers;
}
