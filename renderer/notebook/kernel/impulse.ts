import type {Network} from "../../../kernels/graph/network.ts";
import {plainNetwork} from "../../../kernels/graph/plainNetwork.ts";
import type {Weights} from "../../../kernels/graph/weights.ts";
import {impulse as pixelsOf, spread, type Spread} from "../../../kernels/insight/impulse.ts";
import {ask} from "../../../kernels/training/worker/ask.ts";
import type {WorkerSetup} from "../../../kernels/training/worker/client.ts";

export interface ImpulseOptions {
  row: number;
  column: number;
  /** Ops or blocks to look at. */
  paths: readonly string[];
  /** Of the random start; 1 by default. */
  seed?: number;
  /** In place of a random start. */
  weights?: Weights;
}

/** Makes `insight.impulse`: how strongly the units at some places of a network feel one pixel of its input. */
export function createImpulse(setup: WorkerSetup) {
  return async (net: Network, {row, column, paths, seed = 1, weights}: ImpulseOptions): Promise<Spread[]> => {
    const pixels = pixelsOf(net.inputs[0].shape, {row, column});
    const answers = await ask(setup, {network: plainNetwork(net), seed, weights: weights ?? null, pixels, paths});
    return answers.map((answer, i) => spread({...answer, path: paths[i]}));
  };
}
