import {describeNetwork} from "../../kernels/graph/describe.ts";
import {findNode} from "../../kernels/graph/find.ts";
import type {Network} from "../../kernels/graph/network.ts";
import {networkFromDescription} from "../../kernels/ops/describe.ts";

/** What a network does behind a node that all of it passes: a network that reads the node's output, with the same keys. */
export function tailOf(network: Network, path: string): Network {
  const cut = network.nodes.indexOf(findNode(network, path));
  const {nodes, blocks, outputs} = describeNetwork(network);
  const input = {op: "input", options: {shape: network.nodes[cut].shape}, inputs: [], path: "input", block: -1};
  const moved = (position: number) => {
    if (position < cut) throw new Error(`not all of the network passes ${path}`);
    return position - cut;
  };
  return networkFromDescription({
    nodes: [input, ...nodes.slice(cut + 1).map((node) => ({...node, inputs: node.inputs.map(moved)}))],
    blocks,
    inputs: [0],
    outputs: outputs.map(moved)
  });
}
