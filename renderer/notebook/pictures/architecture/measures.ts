import type {Card} from "./cards.ts";

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

/** The room that a closed card takes, and the least width that it is drawn with. */
export function slotOf({parts: [{type, kind}]}: Card): {width: number; height: number; least: number} {
  if (type === "block") return {width: 252, height: 46, least: 188};
  if (Object.hasOwn(signs, kind)) return {width: 22, height: 22, least: 22};
  return {width: 192, height: 26, least: 128};
}
