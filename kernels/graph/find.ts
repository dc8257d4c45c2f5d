import {NetworkError} from "./errors.ts";
import type {Network, Node} from "./network.ts";
import {didYouMean} from "./suggest.ts";

/** The node at a path; for the path of a block, the node that it returns. Throws a NetworkError with the nearest path. */
export function findNode(network: Network, path: string): Node {
  const node = network.nodes.find((node) => node.path === path) ?? lastOfBlock(network, path);
  if (node) return node;
  const paths = [...network.nodes, ...network.blocks].map(({path}) => path);
  const examples = [...new Set(paths)].slice(0, 5).join(", ");
  throw new NetworkError(`unknown place: ${path}${didYouMean(path, paths) || `; there are ${examples}, …`}`);
}

function lastOfBlock({nodes}: Network, path: string): Node | undefined {
  return nodes.findLast((node) => {
    for (let block = node.block; block; block = block.parent) if (block.path === path) return true;
    return false;
  });
}
