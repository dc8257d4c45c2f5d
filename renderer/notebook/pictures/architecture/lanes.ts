import type {Place} from "./level.ts";
import {measures} from "./measures.ts";

interface Box extends Place {
  readonly width: number;
  readonly height: number;
}

/**
 * The ways of shortcuts: out under their source, down on the right of all that they pass, and into the side of their target.
 * Shorter ones lie nearer, so that nested ones do not cross. Ways are in the order of the shortcuts.
 */
export function lanes(
  boxes: readonly Box[],
  skips: readonly {from: number; to: number; start: Place}[]
): readonly (readonly Place[])[] {
  const taken: {top: number; bottom: number; x: number}[] = [];
  const ways = new Map<object, readonly Place[]>();
  const extent = ({to, start}: (typeof skips)[number]) => boxes[to].y - start.y;
  for (const skip of skips.toSorted((a, b) => extent(a) - extent(b))) {
    const target = boxes[skip.to];
    const isPort = target.width === 0;
    const top = skip.start.y + measures.branch;
    const bottom = isPort ? target.y - 6 : target.y + Math.min(target.height / 2, 17);
    const passed = boxes.filter(({y, height}) => y < bottom && y + height > top);
    const x =
      measures.lane +
      Math.max(
        target.x + target.width,
        skip.start.x,
        ...passed.map((box) => box.x + box.width),
        ...taken.filter((lane) => lane.top < bottom && lane.bottom > top).map((lane) => lane.x)
      );
    taken.push({top, bottom, x});
    const end = isPort
      ? [
          {x: target.x, y: bottom},
          {x: target.x, y: target.y}
        ]
      : [{x: target.x + target.width, y: bottom}];
    ways.set(skip, [{x: skip.start.x, y: top}, {x, y: top}, {x, y: bottom}, ...end]);
  }
  return skips.map((skip) => ways.get(skip)!);
}

/**
 * The way of a line between two layers, upright but for one step sideways: under its source where that has several targets,
 * else over its target, so that lines that part or meet share that step. `track` is the way down of one that passes layers.
 */
export function way(start: Place, end: Place, track: number | undefined, alone: boolean): readonly Place[] {
  const under = start.y + measures.branch;
  const over = end.y - 2 * measures.branch;
  const x = track ?? (alone ? start.x : end.x);
  const points = [start, {x: start.x, y: under}, {x, y: under}, {x, y: over}, {x: end.x, y: over}, end];
  // what does not turn is no point
  return points.filter(
    (point, i) => i === 0 || i === points.length - 1 || points[i - 1].x !== point.x || points[i + 1].x !== point.x
  );
}
