import {NetworkError} from "../errors.ts";
import type {Block, Network, Node} from "../network.ts";
import {liveNodes} from "./live.ts";
import type {Piece} from "./part.ts";
import {ownerOf, Rebuilder} from "./rebuild.ts";

/** A part and where it goes. */
export interface Splice {
  /** For errors. */
  readonly path: string;
  readonly part: Network;
  /** What the part's inputs are, in the network. */
  readonly entries: readonly Node[];
  /** What its outputs stand for; readers in `readers` read them instead. */
  readonly exits: readonly Node[];
  /** Whether the readers of an exit read the part; the network's own output is asked for as undefined. */
  readonly reads: (reader: Node | undefined) => boolean;
  /** What it takes the place of. */
  readonly gone: ReadonlySet<Node>;
  /** The block that it belongs to. */
  readonly around: Block | undefined;
  /** Where a piece of it stands. */
  readonly place: (piece: Piece) => string;
}

/**
 * The network with a part spliced in. What nobody reads any more is gone as well; what nobody read before stays. Throws a
 * NetworkError where shapes do not fit, a name is taken, or the place is not in one piece.
 */
export function splice(network: Network, pieces: readonly Piece[], how: Splice): Network {
  const {path, part, entries, exits, reads, gone, around, place} = how;
  const rebuilder = new Rebuilder(network);
  const pathOf = renaming(pieces, place);
  const given = new Map<Node, Node>();
  let stage: "before" | "inside" | "after" = "before";

  /** What a reader of `node` reads now. */
  function read(node: Node, reader: Node | undefined): Node {
    if (exits.includes(node) && reads(reader)) {
      insert();
      return given.get(node)!;
    }
    return made(node);
  }
  function made(node: Node): Node {
    const place = rebuilder.placeOf(node);
    if (place) return place;
    const owner = ownerOf(network, node);
    if (owner && !gone.has(owner)) made(owner);
    return rebuilder.copy(node, {inputs: node.inputs.map((input) => read(input, node))});
  }
  function insert(): void {
    if (stage === "after") return;
    if (stage === "inside")
      throw new NetworkError("a place in two pieces: what is between them reads it and is read by it", {
        path
      });
    stage = "inside";
    const sources = entries.map((entry) => made(entry));
    part.inputs.forEach((input, i) => rebuilder.stand(input, sources[i]));
    const blocks = new Map<Block, Block>();
    const blockOf = (block: Block | undefined): Block | undefined => {
      if (!block) return around;
      let moved = blocks.get(block);
      if (!moved) blocks.set(block, (moved = {...block, path: pathOf(block.path), parent: blockOf(block.parent)}));
      return moved;
    };
    for (const node of part.nodes)
      if (node.op.name !== "input") rebuilder.copy(node, {path: pathOf(node.path), block: blockOf(node.block)}, part);
    exits.forEach((exit, i) => given.set(exit, rebuilder.placeOf(part.outputs[i])!));
    stage = "after";
  }

  const live = liveNodes(network, network.outputs);
  const nodes = network.nodes.filter((node) => !gone.has(node));
  try {
    for (const node of nodes) made(node);
  } catch (error) {
    if (!(error instanceof NetworkError) || !error.shapes.length) throw error;
    const {fault, path: at, shapes} = error; // what follows cannot take the new shape
    throw new NetworkError(`${fault}; after the change at ${path}`, {path: at, shapes});
  }
  const spliced = rebuilder.finish(network.outputs.map((output) => read(output, undefined)));
  const spared = new Set(nodes.filter((node) => !live.has(node)).map((node) => rebuilder.placeOf(node)!));
  return prune(spliced, [...spliced.outputs, ...spliced.inputs, ...spared]);
}

/** The network without what these nodes do not need. */
export function prune(network: Network, needed: readonly Node[], outputs = network.outputs): Network {
  const live = liveNodes(network, needed);
  if (live.size === network.nodes.length && outputs === network.outputs) return network;
  const rebuilder = new Rebuilder(network);
  for (const node of network.nodes) if (live.has(node)) rebuilder.copy(node);
  const inputs = network.inputs.filter((input) => live.has(input));
  const placesOf = (nodes: readonly Node[]) => nodes.map((node) => rebuilder.placeOf(node)!);
  return rebuilder.finish(placesOf(outputs), placesOf(inputs));
}

/** How paths of a part change when its pieces go to their places. */
function renaming(pieces: readonly Piece[], place: (piece: Piece) => string): (path: string) => string {
  const places = pieces.map((piece) => [piece.path, place(piece)] as const).sort(([a], [b]) => b.length - a.length);
  return (path) => {
    const found = places.find(([piece]) => piece === "" || path === piece || path.startsWith(`${piece}.`));
    if (!found) return path;
    const [piece, to] = found;
    const rest = piece === "" ? path : path.slice(piece.length + 1);
    return rest ? `${to}.${rest}` : to;
  };
}
