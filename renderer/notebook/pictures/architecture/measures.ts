import type {Card} from "./cards.ts";
import {nameOf, opWords} from "./words.ts";

/** Of the diagram, in CSS pixels. */
export const measures = {
  margin: 2,
  /** Between a card and the next. */
  gap: 16,
  gapWithLabel: 32,
  /** From the foot of a card to the baseline of a shape's label. */
  labelBelow: 20,
  /** From the foot of a card to where lines part under it. */
  branch: 5,
  /** Of a label, about. */
  character: 6.6,
  /** Around the inside of an opened block, and the line with its name above. */
  pad: 16,
  header: 34,
  /** From what it passes to the line of a shortcut. */
  lane: 14,
  /** A level with more cards than this is a column. */
  mostLayered: 80
} as const;

/** Operations that join values, drawn as a sign. */
export const signs: Readonly<Record<string, string>> = {add: "+", subtract: "−", multiply: "×"};

export interface Slot {
  readonly width: number;
  readonly height: number;
  readonly least: number;
}

/** Of an operation's card: one line, or two where the name and what it is do not fit beside each other. */
export const opHeights = {one: 26, two: 40} as const;

/** The room that a closed card takes in the block `parent`, and the least width that it is drawn with. */
export function slotOf(card: Card, parent: Card | undefined): Slot {
  const [{type, kind}] = card.parts;
  if (type === "block") return {width: 264, height: 46, least: 212};
  if (Object.hasOwn(signs, kind)) return {width: 22, height: 22, least: 22};
  const words = opWords(card, parent);
  const least = 140;
  const beside = measures.character * (words.name.length + 1 + words.kind.length) <= least - 14;
  return {width: 192, height: words.name === "" || beside ? opHeights.one : opHeights.two, least};
}

/** The least width of an opened block, whose first line holds its name, its kind and the number of its equals. */
export function openWidth(card: Card, parent: Card | undefined): number {
  const own = nameOf(card, parent);
  const letters = own.length + (own === card.kind ? 0 : card.kind.length + 1);
  return Math.max(slotOf(card, parent).width, 1.2 * measures.character * letters + 96);
}
