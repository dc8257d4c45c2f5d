import {NetworkError} from "../errors.ts";
import type {Block, Network, Node} from "../network.ts";
import {didYouMean} from "../suggest.ts";

/** What stands at a path or below it: one op, one block, or several under one prefix. */
export interface Region {
  readonly path: string;
  readonly nodes: ReadonlySet<Node>;
  /** Values from outside that it reads, in the order in which it reads them. */
  readonly entries: readonly Node[];
  /** Its nodes that are read outside or given by the network, in their order. */
  readonly exits: readonly Node[];
  /** The innermost block around it; undefined outside all blocks. */
  readonly around: Block | undefined;
}

/** Whether a path is `place` or stands below it. */
export function isAt(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}.`);
}

/** The region at a path. Throws a NetworkError with the nearest path if there is nothing. */
export function regionAt(network: Network, path: string): Region {
  const nodes = new Set(network.nodes.filter((node) => isAt(node.path, path)));
  if (!nodes.size) throw unknownPlace(network, path);
  const entries = new Set<Node>();
  const exits = new Set<Node>(network.outputs.filter((node) => nodes.has(node)));
  for (const node of network.nodes)
    for (const input of node.inputs)
      if (nodes.has(node) && !nodes.has(input)) entries.add(input);
      else if (!nodes.has(node) && nodes.has(input)) exits.add(input);
  let around = [...nodes][0].block;
  while (around && isAt(around.path, path)) around = around.parent;
  return {path, nodes, entries: [...entries], exits: [...nodes].filter((node) => exits.has(node)), around};
}

/** A place that there is not, with the nearest one; the same words as those of `findNode`. */
function unknownPlace(network: Network, path: string): NetworkError {
  const paths = [...new Set([...network.nodes, ...network.blocks].map((place) => place.path))];
  const hint = didYouMean(path, paths) || `; there are ${paths.slice(0, 5).join(", ")}, …`;
  return new NetworkError(`unknown place: ${path}${hint}`);
}
