import type {Network, Node} from "../../../../kernels/graph/network.ts";
import type {Card, Readers} from "./cards.ts";

/** Where a line ends: a card (its place in the list), or a port in the frame of the opened block. */
export type End = {readonly card: number} | {readonly port: "in" | "out"; readonly node: Node};

/** One value that goes from one card to another. */
export interface Join {
  readonly from: End;
  readonly to: End;
  /** The node whose output travels. */
  readonly value: Node;
}

/**
 * How the cards of one level are joined, each pair and value once. `inside` are the operations that they show. What comes
 * from elsewhere, goes elsewhere or leaves the network passes a port.
 */
export function joinsOf(
  cards: readonly Card[],
  inside: ReadonlySet<Node>,
  readers: Readers,
  {outputs}: Pick<Network, "outputs">
): readonly Join[] {
  const cardOf = new Map<Node, number>();
  for (const [i, card] of cards.entries()) for (const node of card.nodes) cardOf.set(node, i);
  const joins = new Map<string, Join>();
  const add = (key: string, join: Join) => void (joins.has(key) || joins.set(key, join));
  const results = new Set(outputs);
  for (const [i, card] of cards.entries())
    for (const node of card.nodes) {
      for (const input of node.inputs) {
        const from = cardOf.get(input);
        if (from === i) continue;
        if (from !== undefined) add(`${input.id}>${i}`, {from: {card: from}, to: {card: i}, value: input});
        else add(`${input.id}>${i}`, {from: {port: "in", node: input}, to: {card: i}, value: input});
      }
      if (results.has(node) || readers.get(node)!.some((reader) => !inside.has(reader)))
        add(`${node.id}>`, {from: {card: i}, to: {port: "out", node}, value: node});
    }
  return [...joins.values()];
}
