import type {Network, Node} from "../../../../kernels/graph/network.ts";
import {alike} from "./alike.ts";
import type {BlockPart, Part} from "./parts.ts";

/** What is drawn as one card: an operation, a block, or several equal blocks in a row. */
export interface Card {
  /** Stays the same while the network is rebuilt: the path of its first part, told apart where two share one. */
  readonly key: string;
  readonly kind: string;
  /** One part; several where equal blocks follow each other. */
  readonly parts: readonly Part[];
  /** All operations of all parts. */
  readonly nodes: readonly Node[];
}

/** Who reads each node; outputs of the network are read by nobody. */
export type Readers = ReadonlyMap<Node, readonly Node[]>;

export function readersOf(network: Network): Readers {
  const readers = new Map<Node, Node[]>(network.nodes.map((node) => [node, []]));
  for (const node of network.nodes) for (const input of node.inputs) readers.get(input)!.push(node);
  return readers;
}

/**
 * The cards of parts that stand beside each other. Equal blocks of which each reads the one before and nothing else become
 * one card, unless `fold` refuses the run that starts at a path.
 */
export function cardsOf(parts: readonly Part[], readers: Readers, fold: (first: string) => boolean): readonly Card[] {
  const cards: Card[] = [];
  for (let i = 0; i < parts.length;) {
    const run: Part[] = [parts[i]];
    while (i + run.length < parts.length && follows(run.at(-1)!, parts[i + run.length], readers))
      run.push(parts[i + run.length]);
    for (const folded of run.length > 1 && !fold(keyOf(run[0])) ? run.map((part) => [part]) : [run])
      cards.push(cardOf(folded));
    i += run.length;
  }
  return cards;
}

/** The length of the run of equal blocks that starts at each path, folded or not; only runs of two and more. */
export function runsOf(parts: readonly Part[], readers: Readers): ReadonlyMap<string, number> {
  const folded = cardsOf(parts, readers, () => true).filter((card) => card.parts.length > 1);
  return new Map(folded.map((card) => [card.key, card.parts.length]));
}

function cardOf(parts: readonly Part[]): Card {
  const [{kind, nodes}] = parts;
  return {key: keyOf(parts[0]), kind, parts, nodes: parts.length === 1 ? nodes : parts.flatMap((part) => part.nodes)};
}

/** Its path; with its kind where it has no name of its own, and so the path of what it stands in. */
function keyOf(part: Part): string {
  const unnamed = part.type === "block" && part.path === (part.block.parent?.path ?? "");
  return unnamed ? `${part.path}:${part.kind}` : part.path;
}

/** Whether `next` is `last` once more: equal, and joined to it alone. */
function follows(last: Part, next: Part, readers: Readers): boolean {
  if (last.type === "op" || next.type === "op" || !alike(last, next)) return false;
  const output = last.nodes.at(-1)!;
  const inside = new Set(next.nodes);
  return (
    readsOnly(next, inside, output) &&
    last.nodes.every((node) => {
      const outside = readers.get(node)!.filter((reader) => reader.id > output.id);
      return node === output ? outside.every((reader) => inside.has(reader)) : outside.length === 0;
    })
  );
}

function readsOnly(part: BlockPart, inside: ReadonlySet<Node>, source: Node): boolean {
  return part.nodes.every((node) => node.inputs.every((input) => inside.has(input) || input === source));
}
