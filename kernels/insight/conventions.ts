import type {Network, Node} from "../graph/network.ts";
import {size} from "../graph/shape.ts";

/**
 * How multiply-accumulates are counted. `macs`: the sums of products alone, as everywhere in Subband. `fvcore`: as EdgeNeXt and
 * other papers count with fvcore. `tinynas`: as DeepMAD's budgets count.
 */
export type Convention = keyof typeof conventions;

type Counter = (network: Network) => (node: Node) => number;

export const conventions = {macs: () => macsOf, fvcore, tinynas} satisfies Record<string, Counter>;

function macsOf(node: Node): number {
  return node.op.macs({options: node.options, inputs: node.inputs.map(({shape}) => shape), output: node.shape});
}

/**
 * fvcore's flop counter (github.com/facebookresearch/fvcore): the sums of products, 5 for each element of a layer norm and 2
 * for each of a batch norm. A layer norm beside a dense convolution with a window (a stem or a downsampling, after it or
 * before it) counts nothing: these networks write it channels first, out of operations that fvcore does not know.
 */
function fvcore({nodes}: Network): (node: Node) => number {
  const readers = readersOf(nodes);
  const reshaping = ({op, options}: Node) => {
    if (op.name !== "conv") return false;
    const {kernel, groups} = options as {kernel: readonly number[]; groups: number};
    return groups === 1 && Math.max(...kernel) > 1;
  };
  return (node) => {
    if (node.op.name === "batchNorm") return 2 * size(node.shape);
    if (node.op.name === "layerNorm")
      return node.inputs.some(reshaping) || readers.get(node)!.some(reshaping) ? 0 : 5 * size(node.shape);
    return macsOf(node);
  };
}

const activations = new Set(["relu", "relu6", "gelu", "silu", "sigmoid", "hardSwish", "hardSigmoid", "leakyRelu"]);

/**
 * The counter of the TinyNAS toolbox, in which DeepMAD states its budgets: the sums of products of convolutions, 2 for each
 * element of a batch norm, 1 for each of an activation, the inputs of a pooling, and 1 for each element of a shortcut that is
 * projected. What works on the mean over all positions (the classifier, squeeze and excitation) counts nothing.
 */
function tinynas({nodes}: Network): (node: Node) => number {
  const pooled = new Set<Node>();
  for (const node of nodes)
    if (node.op.name === "globalAveragePool" || (node.inputs.length && node.inputs.every((input) => pooled.has(input))))
      pooled.add(node);
  return (node) => {
    if (pooled.has(node)) return 0;
    const {name} = node.op;
    if (name === "batchNorm") return 2 * size(node.shape);
    if (activations.has(name)) return size(node.shape);
    if (name === "avgPool" || name === "maxPool") return size(node.inputs[0].shape);
    if (name === "add") return node.inputs.slice(1).some(isProjection) ? size(node.shape) : 0;
    return macsOf(node);
  };
}

/** A shortcut that ends in the norm of a 1×1 convolution. */
function isProjection({op, inputs}: Node): boolean {
  if (op.name !== "batchNorm" || inputs[0].op.name !== "conv") return false;
  return Math.max(...(inputs[0].options as {kernel: readonly number[]}).kernel) === 1;
}

function readersOf(nodes: readonly Node[]): ReadonlyMap<Node, readonly Node[]> {
  const readers = new Map<Node, Node[]>(nodes.map((node) => [node, []]));
  for (const node of nodes) for (const input of node.inputs) readers.get(input)!.push(node);
  return readers;
}
