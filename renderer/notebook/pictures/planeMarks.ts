import type {Box, Point, Scale} from "./axes.ts";
import {placeNames} from "./placeNames.ts";
import {make, round} from "./svg.ts";

/** A bound: a line across, with what lies beyond it shaded. */
export interface Rule {
  readonly axis: "x" | "y";
  readonly at: number;
  readonly label: string;
}

/** A point with its name beside it. */
export interface Mark {
  readonly point: Point;
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

/** Diamonds with their names, which stand where they are free of each other and of the lines of the chart. */
export function drawMarks(
  marks: readonly Mark[],
  lines: readonly (readonly Point[])[],
  placed: (spot: Point) => Point,
  box: Box
): SVGElement[] {
  const seen = marks
    .map((mark) => ({...mark, at: placed(mark.point)}))
    .filter(({at}) => at[1] >= box.top - 0.5 && at[1] <= box.bottom + 0.5)
    .sort((a, b) => a.at[1] - b.at[1]);
  const places = placeNames(
    seen,
    lines.map((line) => line.map(placed)),
    box
  );
  return seen.flatMap(({at: [x, y], label, colour}, i) => [
    make("path", {d: `M${x},${y - 5.5}l5.5,5.5l-5.5,5.5l-5.5,-5.5z`, fill: colour, class: "picture-diamond"}),
    make(
      "text",
      {
        x: places[i].x,
        y: places[i].y,
        dy: "0.32em",
        "text-anchor": places[i].anchor,
        class: "picture-halo picture-name"
      },
      label
    )
  ]);
}
