import {NetworkError} from "../errors.ts";
import type {Network, Node} from "../network.ts";
import {network, type Value} from "../trace.ts";

/** What is put into a network: a function of values, as in `network(shape, fn)`, or a traced network. */
export type Part = ((...values: Value[]) => Value | readonly Value[]) | Network;

/**
 * The part as a network on the values that it is to read and with as many outputs as are wanted; errors name the place. Throws
 * a NetworkError if a traced part takes other shapes.
 */
export function partOn(part: Part, entries: readonly Node[], outputs: number, path: string): Network {
  const traced = typeof part === "function" ? trace(part, entries, path) : part;
  const [takes, gets] = [traced.inputs, entries].map((nodes) => nodes.map(({shape}) => shape.join("×")).join(", "));
  if (takes !== gets) throw new NetworkError(`shape mismatch: the part takes ${takes}, the place has ${gets}`, {path});
  if (traced.outputs.length !== outputs)
    throw new NetworkError(
      `invalid part: it gives ${traced.outputs.length} values, ${outputs} ${outputs === 1 ? "is" : "are"} read here`,
      {path}
    );
  return traced;
}

function trace(body: Exclude<Part, Network>, entries: readonly Node[], path: string): Network {
  try {
    const shapes = entries.map(({shape}) => shape);
    return shapes.length === 1 ? network(shapes[0], body) : network(shapes, body);
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    const {fault, path: inside, shapes} = error;
    throw new NetworkError(fault, {path: inside ? `${path}: ${inside}` : path, shapes});
  }
}

/** The outermost pieces of a part: blocks, and ops outside blocks. */
export interface Piece {
  readonly path: string;
  /** The name that tracing made for the first unnamed piece of its kind. */
  readonly isUnnamed: boolean;
  readonly kind: string;
}

export function piecesOf(part: Network): readonly Piece[] {
  const pieces = new Map<string, Piece>();
  for (const node of part.nodes) {
    if (node.op.name === "input") continue;
    let block = node.block;
    while (block?.parent) block = block.parent;
    const {path, kind} = block ?? {path: node.path, kind: node.op.name};
    pieces.set(path, {path, kind, isUnnamed: path === "" || new RegExp(`^${kind}\\.\\d+$`).test(path)});
  }
  return [...pieces.values()];
}
