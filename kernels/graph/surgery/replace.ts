import {NetworkError} from "../errors.ts";
import type {Network} from "../network.ts";
import {partOn, piecesOf, type Part} from "./part.ts";
import {regionAt} from "./region.ts";
import {splice} from "./splice.ts";

/**
 * The network with what stands at `path` (an op, a block, or everything under a prefix) replaced:
 * `surgery.replace(net, "layers.3", (x) => blocks.waveMix(x, {levels: 2}))`. The function gets the values that the old part
 * read and returns as many as were read of it; one block alone takes over the path, so that weights of the same names fit,
 * several stand below it. Everything else keeps its names, and so its weights. Throws a NetworkError that names the place and
 * the shapes.
 */
export function replace(network: Network, path: string, part: Part): Network {
  const region = regionAt(network, path);
  for (const input of network.inputs)
    if (region.nodes.has(input)) throw new NetworkError("the input of a network cannot be replaced", {path});
  if (!region.exits.length) throw new NetworkError("nothing reads what stands here", {path});
  const traced = partOn(part, region.entries, region.exits.length, path);
  const pieces = piecesOf(traced);
  const takesOver = pieces.length === 1 && pieces[0].isUnnamed;
  return splice(network, pieces, {
    path,
    part: traced,
    entries: region.entries,
    exits: region.exits,
    reads: () => true,
    gone: region.nodes,
    around: region.around,
    place: (piece) => (takesOver || piece.path === "" ? path : `${path}.${piece.path}`)
  });
}

/** The network without what stands at `path`: what read it reads its input instead. It must read one value and give one. */
export function remove(network: Network, path: string): Network {
  const {entries, exits} = regionAt(network, path);
  if (entries.length !== 1 || exits.length !== 1)
    throw new NetworkError(
      `cannot remove what reads ${entries.length} values and gives ${exits.length}; replace it by a function of them`,
      {path}
    );
  return replace(network, path, (x) => x);
}
