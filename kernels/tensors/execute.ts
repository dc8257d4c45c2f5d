import {tidy, type Tensor} from "@tensorflow/tfjs-core";
import type {Network, Node} from "../graph/network.ts";
import type {Random} from "../graph/random.ts";
import {formatShape} from "../graph/shape.ts";
import type {OpName} from "../ops/table.ts";
import {biasesBeforeNorms} from "./omittedBias.ts";
import type {Call, Ran, Runner} from "./ops/call.ts";
import {runners} from "./ops/table.ts";
import {tensorOf, type Parameters} from "./weights.ts";

export interface ExecuteOptions {
  /** Batch statistics and dropout, as torch's `model.train()`. */
  readonly training?: boolean;
  /** The source of dropout masks; needed in training if the network has dropout. */
  readonly random?: Random;
  /** Paths of nodes whose outputs are wanted. */
  readonly taps?: ReadonlySet<string>;
}

/** Tensors of the surrounding tidy, or the caller's to dispose of. */
export interface Executed {
  readonly outputs: Tensor[];
  /** The outputs of the tapped nodes by path; maps are [n, h, w, c]. */
  readonly taps: Map<string, Tensor>;
  /** New running means and variances by key after a training pass; hand them to `updateStatistics`. */
  readonly statistics: Map<string, Tensor>;
}

/**
 * Runs a network on the current backend. `input` has the batch first, a map as [n, h, w, c], everything else in its own
 * order. What no later node reads is given back at once; on a gradient tape the tape keeps what it needs.
 */
export function execute(
  network: Network,
  parameters: Parameters,
  input: Tensor,
  {training = false, random, taps = new Set()}: ExecuteOptions = {}
): Executed {
  checkInput(network, input);
  const omitted = training ? omittedBiases(network, taps) : new Map<Node, Node>();
  const withoutBias = new Set(omitted.values());
  const values = new Held(network, taps);
  const statistics = new Map<string, Tensor>();
  for (const node of network.nodes) {
    if (node.op.name === "input") {
      values.set(node, input);
      continue;
    }
    const source = omitted.get(node);
    const ran = runNode(
      {
        options: node.options,
        inputs: node.inputs.map((x) => values.get(x)),
        inputShapes: node.inputs.map(({shape}) => shape),
        outputShape: node.shape,
        parameters: parametersOf(node, parameters, statistics, withoutBias.has(node)),
        training: training && !(node.frozen && node.op.name === "batchNorm"), // by its running statistics
        random,
        omittedBias: source && tensorOf(parameters, `${source.module}.bias`),
        path: node.path
      },
      node.op.name as OpName
    );
    values.set(node, ran.output);
    for (const [name, value] of Object.entries(ran.statistics ?? {})) {
      const key = `${node.module}.${name}`;
      statistics.get(key)?.dispose();
      statistics.set(key, value);
    }
    values.release(node);
  }
  const tapped = network.nodes.filter(({path}) => taps.has(path)).map((node) => [node.path, values.get(node)] as const);
  return {outputs: network.outputs.map((node) => values.get(node)), taps: new Map(tapped), statistics};
}

function checkInput({inputs: [node]}: Network, input: Tensor): void {
  const [c, h, w] = node.shape;
  const expected = node.shape.length === 3 ? [h, w, c] : node.shape;
  const got = input.shape.slice(1);
  if (got.length !== expected.length || got.some((extent, i) => extent !== expected[i]))
    throw new Error(
      `shape mismatch: input ${formatShape(input.shape)}, expected batch×${formatShape(expected)} (${node.path})`
    );
}

/** Biases that may be left out: not where somebody looks at what the biased node gives. */
function omittedBiases(network: Network, taps: ReadonlySet<string>): Map<Node, Node> {
  return new Map([...biasesBeforeNorms(network)].filter(([, source]) => !taps.has(source.path)));
}

/** By their own names; a running statistic that an earlier node of the same pass has moved is taken as moved. */
function parametersOf(
  node: Node,
  parameters: Parameters,
  moved: ReadonlyMap<string, Tensor>,
  withoutBias: boolean
): Record<string, Tensor> {
  const own: Record<string, Tensor> = {};
  for (const {name, key} of node.parameters) {
    const value = moved.get(key) ?? tensorOf(parameters, key);
    if (value && !(withoutBias && name === "bias")) own[name] = value;
  }
  return own;
}

/** Runs an op; of what it makes, only what it gives outlives it. */
function runNode(call: Call<object>, name: OpName): Ran {
  const runner = runners[name] as Runner<object>; // a node's options are those of its op
  return tidy(() => {
    const result = runner(call);
    return ("output" in result ? result : {output: result}) as Ran & Record<string, Tensor>;
  });
}

/** The outputs of nodes as long as somebody will read them. */
class Held {
  readonly #values = new Map<Node, Tensor>();
  readonly #readers = new Map<Node, number>();
  /** Nodes that hold a tensor: an op may give its input on. The network's input is the caller's. */
  readonly #holders = new Map<Tensor, number>();

  constructor(network: Network, taps: ReadonlySet<string>) {
    const count = (node: Node) => this.#readers.set(node, (this.#readers.get(node) ?? 0) + 1);
    for (const node of network.nodes) {
      node.inputs.forEach(count);
      if (taps.has(node.path)) count(node);
    }
    [...network.inputs, ...network.outputs].forEach(count);
  }

  get(node: Node): Tensor {
    return this.#values.get(node)!;
  }

  set(node: Node, value: Tensor): void {
    this.#values.set(node, value);
    this.#holders.set(value, (this.#holders.get(value) ?? 0) + 1);
  }

  /** Gives back what only `reader` still wanted, and its own output if nobody wants that. */
  release(reader: Node): void {
    for (const node of reader.inputs) {
      this.#readers.set(node, this.#readers.get(node)! - 1);
      this.#drop(node);
    }
    this.#drop(reader);
  }

  #drop(node: Node): void {
    if ((this.#readers.get(node) ?? 0) > 0 || !this.#values.has(node)) return;
    const value = this.get(node);
    this.#values.delete(node);
    const holders = this.#holders.get(value)! - 1;
    this.#holders.set(value, holders);
    if (holders === 0) value.dispose();
  }
}
