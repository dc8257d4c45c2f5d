import {NetworkError} from "../errors.ts";
import type {Network, Node} from "../network.ts";
import {Rebuilder} from "./rebuild.ts";
import {regionAt} from "./region.ts";

/**
 * The network with everything at these paths frozen: training leaves its parameters as they are, and its batch
 * normalisations go by their running statistics and do not move them; dropout stays as it is. `surgery.freeze(net, "conv")`,
 * `surgery.freeze(net, ["conv", "layers.0"])`. Plans and their fingerprints tell a frozen network from the other. Throws a
 * NetworkError if there is nothing at a path, or only weights that belong to another place.
 */
export function freeze(network: Network, path: string | readonly string[]): Network {
  return mark(network, path, true);
}

/** The network with everything at these paths trained again. */
export function unfreeze(network: Network, path: string | readonly string[]): Network {
  return mark(network, path, false);
}

function mark(network: Network, path: string | readonly string[], frozen: boolean): Network {
  const marked = new Set([path].flat().flatMap((one) => [...regionAt(network, one).nodes]));
  const modules = new Set([...marked].map(({module}) => module));
  for (const node of marked)
    if (node.module !== node.path && ![...marked].some((owner) => owner.path === node.module))
      throw new NetworkError(`cannot ${frozen ? "freeze" : "unfreeze"} weights of ${node.module}; name that place`, {
        path: node.path
      });
  const rebuilder = new Rebuilder(network);
  // who uses frozen weights is frozen as well
  const isMarked = (node: Node) => node.parameters.length > 0 && modules.has(node.module);
  for (const node of network.nodes) rebuilder.copy(node, isMarked(node) ? {frozen} : {});
  return rebuilder.finish(network.outputs.map((output) => rebuilder.placeOf(output)!));
}
