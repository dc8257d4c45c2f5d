import {NetworkError} from "../errors.ts";
import type {Block, Network, Node} from "../network.ts";
import {partOn, piecesOf, type Part, type Piece} from "./part.ts";
import {regionAt, type Region} from "./region.ts";
import {splice} from "./splice.ts";

/** Where an inserted part stands. */
export interface InsertOptions {
  /** Its name beside the place that it was inserted at; made from its kind and a count if absent. */
  name?: string;
}

/**
 * The network with a part inserted before what stands at `path`, which alone reads it:
 * `surgery.insertBefore(net, "layers.3", (x) => ops.dropout(x))`. The function gets what the place reads and returns as many
 * values. Throws a NetworkError that names the place and the shapes.
 */
export function insertBefore(network: Network, path: string, part: Part, options: InsertOptions = {}): Network {
  const region = regionAt(network, path);
  if (!region.entries.length) throw new NetworkError("nothing comes before the input of a network", {path});
  return insert(network, region, region.entries, (reader) => !!reader && region.nodes.has(reader), part, options);
}

/**
 * The network with a part inserted after what stands at `path`; everything that read the place reads the part instead, the
 * network's own output too. Throws a NetworkError that names the place and the shapes.
 */
export function insertAfter(network: Network, path: string, part: Part, options: InsertOptions = {}): Network {
  const region = regionAt(network, path);
  if (!region.exits.length) throw new NetworkError("nothing reads what stands here", {path});
  return insert(network, region, region.exits, (reader) => !reader || !region.nodes.has(reader), part, options);
}

function insert(
  network: Network,
  {path, around}: Region,
  values: readonly Node[],
  reads: (reader: Node | undefined) => boolean,
  part: Part,
  {name}: InsertOptions
): Network {
  const traced = partOn(part, values, values.length, name ?? path);
  const pieces = piecesOf(traced);
  const place = name === undefined ? counted(network, around) : named(around, name, pieces);
  return splice(network, pieces, {
    path,
    part: traced,
    entries: values,
    exits: values,
    reads,
    gone: new Set(),
    around,
    place
  });
}

/** Below the name, or at it if there is one piece. */
function named(around: Block | undefined, name: string, pieces: readonly Piece[]): (piece: Piece) => string {
  if (!name) throw new NetworkError("invalid name: empty; expected the name of what is inserted");
  const to = within(around, name);
  const takesOver = pieces.length === 1 && pieces[0].isUnnamed;
  return (piece) => (takesOver || piece.path === "" ? to : `${to}.${piece.path}`);
}

/** Names as tracing would have made them: the kind and the first free number. */
function counted({nodes, blocks}: Network, around: Block | undefined): (piece: Piece) => string {
  const taken = new Set([...nodes, ...blocks].map(({path}) => path));
  const places = new Map<Piece, string>();
  return (piece) => {
    let path = places.get(piece) ?? within(around, piece.path);
    for (let i = 0; piece.isUnnamed && !places.has(piece); ++i) {
      path = within(around, `${piece.kind}.${i}`);
      if (taken.has(path)) continue;
      taken.add(path);
      places.set(piece, path);
    }
    return path;
  };
}

function within(around: Block | undefined, name: string): string {
  return around?.path ? `${around.path}.${name}` : name;
}
