import type {PlacedCard} from "./arrange.ts";

/** The card to which a key leads from a card, in the order of the network; undefined for other keys and at the ends. */
export function moves(cards: readonly PlacedCard[], from: PlacedCard, key: string): PlacedCard | undefined {
  const at = cards.indexOf(from);
  switch (key) {
    case "ArrowDown":
      return cards[at + 1];
    case "ArrowUp":
      return cards[at - 1];
    case "ArrowRight":
      return from.open ? cards[at + 1] : undefined;
    case "ArrowLeft":
      return cards.find(({card}) => card === from.parent);
    case "Home":
      return cards[0];
    case "End":
      return cards.at(-1);
    default:
      return undefined;
  }
}
