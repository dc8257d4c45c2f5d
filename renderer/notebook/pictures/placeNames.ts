import type {Box, Point} from "./axes.ts";

/** A point in pixels with the name to stand beside it. */
export interface Named {
  readonly at: Point;
  readonly label: string;
}

/** Where a name stands: the end that is nearer to its point, and the middle of its height. */
export interface NamePlace {
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "end";
}

/** Beside the point first, right before left, then a line or two below or above. */
const tries = [0, 15, -15, 30, -30].flatMap((down) => [1, -1].map((side) => ({down, side})));

/** What it costs to lie beyond the chart, or on each name, point or piece of a line: the harder to read, the more. */
const costs = {beyond: 1000, name: 100, point: 10, line: 1};

/** Places names one after another where they lie on no line, point or other name, or on the least of them. */
export function placeNames(
  named: readonly Named[],
  lines: readonly (readonly Point[])[],
  box: Box
): readonly NamePlace[] {
  const placed: Box[] = [];
  const segments = lines.flatMap((line) => line.slice(1).map((to, i) => [line[i], to] as const));
  const points = named.map(({at}) => around(at, 6));
  return named.map(({at, label}) => {
    const length = 7 * label.length; // about
    const options = tries.map(({down, side}) => {
      const [x, y] = [at[0] + 10 * side, at[1] + down];
      const room = {left: side > 0 ? x : x - length, right: side > 0 ? x + length : x, top: y - 8, bottom: y + 8};
      // the margin above the chart is free
      const beyond = room.left < box.left || room.right > box.right || room.top < 0 || room.bottom > box.bottom;
      const cost =
        (beyond ? costs.beyond : 0) +
        costs.name * placed.filter((other) => meet(room, other)).length +
        costs.point * points.filter((point) => meet(room, point)).length +
        costs.line * segments.filter(([from, to]) => crosses(room, from, to)).length;
      return {x, y, anchor: side > 0 ? ("start" as const) : ("end" as const), room, cost};
    });
    const least = Math.min(...options.map(({cost}) => cost));
    const {x, y, anchor, room} = options.find(({cost}) => cost === least)!;
    placed.push(room);
    return {x, y, anchor};
  });
}

function around([x, y]: Point, by: number): Box {
  return {left: x - by, right: x + by, top: y - by, bottom: y + by};
}

function meet(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Whether a line between two points goes through a box: whether the parts of it that lie between opposite sides meet. */
function crosses({left, right, top, bottom}: Box, [x1, y1]: Point, [x2, y2]: Point): boolean {
  let [from, to] = [0, 1];
  for (const [start, change, low, high] of [
    [x1, x2 - x1, left, right],
    [y1, y2 - y1, top, bottom]
  ]) {
    if (change === 0) {
      if (start < low || start > high) return false;
      continue;
    }
    const [a, b] = [(low - start) / change, (high - start) / change];
    from = Math.max(from, Math.min(a, b));
    to = Math.min(to, Math.max(a, b));
  }
  return from <= to;
}
