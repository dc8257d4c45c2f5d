import type {Network, Node} from "../network.ts";

/** The nodes that some nodes read, directly or not, with those whose weights they use; and these nodes themselves. */
export function liveNodes({nodes}: Network, outputs: readonly Node[]): ReadonlySet<Node> {
  const byPath = new Map(nodes.map((node) => [node.path, node]));
  const live = new Set<Node>();
  const open = [...outputs];
  for (let node = open.pop(); node; node = open.pop()) {
    if (live.has(node)) continue;
    live.add(node);
    open.push(...node.inputs, ...(node.module === node.path ? [] : [byPath.get(node.module)!]));
  }
  return live;
}
