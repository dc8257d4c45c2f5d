import type {Network, Node} from "../graph/network.ts";

const found = new WeakMap<Network, ReadonlyMap<Node, Node>>();

/**
 * Nodes whose bias does nothing in training, by the batch normalisation that alone reads them: it subtracts the batch's mean
 * and the bias with it, the bias's true gradient is zero, and what rounding leaves of it would only feed the optimiser noise.
 */
export function biasesBeforeNorms(network: Network): ReadonlyMap<Node, Node> {
  let pairs = found.get(network);
  if (!pairs) found.set(network, (pairs = findPairs(network)));
  return pairs;
}

function findPairs({nodes, outputs}: Network): Map<Node, Node> {
  const readers = new Map<Node, Node[]>();
  for (const node of nodes) for (const input of node.inputs) readers.set(input, [...(readers.get(input) ?? []), node]);
  const pairs = new Map<Node, Node>();
  for (const norm of nodes) {
    if (norm.op.name !== "batchNorm" || norm.frozen) continue; // a frozen one subtracts no mean of the batch
    const [source] = norm.inputs;
    const biased = source.parameters.some(({name}) => name === "bias");
    const known = ["conv", "convTranspose", "linear"].includes(source.op.name);
    if (biased && known && readers.get(source)!.length === 1 && !outputs.includes(source)) pairs.set(norm, source);
  }
  return pairs;
}
