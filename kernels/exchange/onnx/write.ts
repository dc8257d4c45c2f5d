import {findNode} from "../../graph/find.ts";
import type {Network, Node} from "../../graph/network.ts";
import type {OnnxEmitter} from "../../graph/op.ts";
import {formatShape, sameShape, type Shape} from "../../graph/shape.ts";
import type {Weights} from "../../graph/weights.ts";
import {ExchangeError} from "../error.ts";
import {modelProto, nodeProto, tensorProto, valueInfoProto, type Attribute} from "./messages.ts";
import {Message} from "./protobuf.ts";

export interface OnnxOptions {
  /** Name of the graph. */
  name?: string;
  /** Further outputs: paths of nodes or blocks whose values are wanted too, named by their paths. */
  taps?: readonly string[];
  /** What `metadata_props` holds: classes, mean, seeds, … */
  metadata?: Readonly<Record<string, string>>;
}

/**
 * Writes a network as an ONNX model for inference: opset 17, IR 8, the batch open as N, everything else fixed. Inputs are
 * named `input` (or `input.0` …), outputs `output` (or `output.0` …), weights by their state-dict keys. The same network and
 * weights give the same bytes. Throws an ExchangeError where a weight is missing or does not fit.
 */
export function writeOnnx(network: Network, weights: Weights, options: OnnxOptions = {}): Uint8Array {
  const {name = "network", taps = [], metadata = {}} = options;
  const graph = new GraphWriter(weights);
  const values = new Map<Node, string>();
  for (const node of network.nodes) {
    const inputs = node.op.name === "input" ? [node.path] : node.inputs.map((input) => values.get(input)!);
    const site = {options: node.options, inputs: node.inputs.map(({shape}) => shape), output: node.shape};
    values.set(node, node.op.onnx(graph.emitterOf(node), inputs, site));
  }
  const outputs = network.outputs.map((node, i) => ({
    node,
    name: network.outputs.length === 1 ? "output" : `output.${i}`
  }));
  const named = [...outputs, ...taps.map((path) => ({node: findNode(network, path), name: path}))];
  // a value may leave under several names, or be an input or a weightless op's input itself
  for (const {node, name} of named) graph.rename(values.get(node)!, name);
  return modelProto(
    graph.finish(
      name,
      network.inputs.map(({path, shape}) => valueInfoProto(path, shape)),
      named.map(({node, name}) => valueInfoProto(name, node.shape))
    ),
    {opset: 17, ir: 8, metadata}
  ).finish();
}

class GraphWriter {
  readonly #weights: Weights;
  readonly #nodes: Message[] = [];
  readonly #initializers = new Map<string, Message>();
  readonly #constants = new Map<string, string>();
  readonly #names = new Set<string>();

  constructor(weights: Weights) {
    this.#weights = weights;
  }

  emitterOf(node: Node): OnnxEmitter {
    return {
      node: (type, inputs, attributes = {}, outputs = 1) => this.#node(node, type, inputs, attributes, outputs),
      floats: (values, shape) => this.#constant(Float32Array.from(values), shape),
      integers: (values, shape = [values.length]) => this.#constant(BigInt64Array.from(values, BigInt), shape),
      parameter: (name) => this.#parameter(node, name)
    };
  }

  rename(value: string, name: string): void {
    this.#nodes.push(
      nodeProto({type: "Identity", name: `${name}/as`, inputs: [value], outputs: [name], attributes: {}, doc: ""})
    );
  }

  finish(name: string, inputs: readonly Message[], outputs: readonly Message[]): Message {
    const graph = new Message();
    for (const node of this.#nodes) graph.message(1, node);
    graph.text(2, name);
    for (const initializer of this.#initializers.values()) graph.message(5, initializer);
    for (const input of inputs) graph.message(11, input);
    for (const output of outputs) graph.message(12, output);
    return graph;
  }

  #node(
    {path, block}: Node,
    type: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>>,
    count: number
  ): string[] {
    const name = this.#unique(`${path}/${type}`);
    const outputs = count === 1 ? [`${name}:0`] : Array.from({length: count}, (_, i) => `${name}:${i}`);
    this.#nodes.push(nodeProto({type, name, inputs, outputs, attributes, doc: block?.path ?? ""}));
    return outputs;
  }

  /** Equal constants are stored once. */
  #constant(data: Float32Array | BigInt64Array, shape: Shape): string {
    const content = `${data instanceof Float32Array ? "float" : "int"}[${shape.join()}] ${data.join()}`;
    let name = this.#constants.get(content);
    if (name === undefined) {
      name = this.#unique(`constant/${this.#constants.size}`);
      this.#constants.set(content, name);
      this.#initializers.set(name, tensorProto(name, shape, data));
    }
    return name;
  }

  #parameter({path, parameters}: Node, name: string): string {
    const parameter = parameters.find((parameter) => parameter.name === name);
    if (!parameter) throw new ExchangeError("key", `no parameter ${name} (${path})`);
    const {key, shape} = parameter;
    if (this.#initializers.has(key)) return key;
    const weight = this.#weights.get(key);
    if (!weight) throw new ExchangeError("missing", `missing weight: ${key}`);
    if (!sameShape(weight.shape, shape) || !(weight.data instanceof Float32Array))
      throw new ExchangeError(
        "mismatch",
        `shape mismatch: ${formatShape(weight.shape)}, expected ${formatShape(shape)} of float32 (${key})`
      );
    this.#names.add(key);
    this.#initializers.set(key, tensorProto(key, shape, weight.data));
    return key;
  }

  #unique(name: string): string {
    let unique = name;
    for (let i = 1; this.#names.has(unique); ++i) unique = `${name}_${i}`;
    this.#names.add(unique);
    return unique;
  }
}
