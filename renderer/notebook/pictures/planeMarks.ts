import type {Box, Scale} from "./axes.ts";
import {make, round} from "./svg.ts";

/** A point in the units of the axes. */
export type Spot = readonly [x: number, y: number];

/** A bound: a line across, with what lies beyond it shaded. */
export interface Rule {
  readonly axis: "x" | "y";
  readonly at: number;
  readonly label: string;
}

/** A point with its name beside it. */
export interface Mark {
  readonly point: Spot;
  readonly label: string;
  readonly colour: string;
}

/** The bounds that are in sight. */
export function drawRules(
  rules: readonly Rule[],
  scales: Readonly<Record<"x" | "y", Scale>>,
  {left, right, top, bottom}: Box
): SVGElement[] {
  return rules.flatMap(({axis, at, label}) => {
    const place = round(scales[axis](at));
    const across = axis === "x";
    const inside = across ? place >= left && place <= right : place >= top && place <= bottom;
    if (!inside) return [];
    const beyond = across
      ? {x: place, y: top, width: right - place, height: bottom - top}
      : {x: left, y: top, width: right - left, height: place - top};
    const ends = across ? {x1: place, x2: place, y1: top, y2: bottom} : {x1: left, x2: right, y1: place, y2: place};
    // beside the line, on the side that is allowed where there is room
    const words = across
      ? place - left > 110
        ? {x: place - 6, y: bottom - 8, "text-anchor": "end"}
        : {x: place + 6, y: bottom - 8, "text-anchor": "start"}
      : {x: right - 4, y: bottom - place > 30 ? place + 15 : place - 6, "text-anchor": "end"};
    return [
      make("rect", {...beyond, class: "picture-beyond"}),
      make("line", {...ends, class: "picture-bound"}),
      make("text", {...words, class: "picture-halo"}, label)
    ];
  });
}

/** Diamonds with their names, which are moved apart where they would lie on each other. */
export function drawMarks(
  marks: readonly Mark[],
  placed: (spot: Spot) => Spot,
  {right, top, bottom}: Box
): SVGElement[] {
  const names: {readonly from: number; readonly to: number; readonly y: number}[] = [];
  return marks
    .map((mark) => ({...mark, at: placed(mark.point)}))
    .filter(({at}) => at[1] >= top - 0.5 && at[1] <= bottom + 0.5)
    .sort((a, b) => a.at[1] - b.at[1])
    .flatMap(({at: [x, y], label, colour}) => {
      const length = 7 * label.length; // about
      const toLeft = x + 10 + length > right;
      const [from, to] = toLeft ? [x - 10 - length, x] : [x, x + 10 + length];
      const below = names.filter((name) => name.from < to && from < name.to).map((name) => name.y + 15);
      const place = Math.max(y, ...below);
      names.push({from, to, y: place});
      return [
        make("path", {d: `M${x},${y - 5.5}l5.5,5.5l-5.5,5.5l-5.5,-5.5z`, fill: colour, class: "picture-diamond"}),
        make(
          "text",
          {
            x: toLeft ? x - 10 : x + 10,
            y: place,
            dy: "0.32em",
            "text-anchor": toLeft ? "end" : "start",
            class: "picture-halo picture-name"
          },
          label
        )
      ];
    });
}
