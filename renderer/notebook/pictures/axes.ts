import type {ScaleLinear, ScaleLogarithmic} from "d3";
import {make, round} from "./svg.ts";

export type Scale = ScaleLinear<number, number> | ScaleLogarithmic<number, number>;

/** A point in the units of the axes, or in pixels. */
export type Point = readonly [x: number, y: number];

export interface AxisParts {
  readonly scale: Scale;
  readonly label: string;
  /** Ticks to aim for. */
  readonly ticks: number;
  /** How a tick is written; as the scale does it, if absent. */
  readonly format?: ((value: number) => string) | undefined;
}

/** The pixels that a chart's drawing lies between. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The axes of a chart: x below with its label at the right end, y left with its label on top and faint lines across. */
export function drawAxes(x: AxisParts, y: AxisParts, {left, right, bottom}: Box): SVGElement[] {
  const parts: SVGElement[] = [];
  for (const {at, label} of ticksOf(y)) {
    if (label)
      parts.push(make("line", {x1: left, x2: right, y1: at, y2: at, stroke: "currentColor", "stroke-opacity": 0.1}));
    parts.push(
      make("line", {x1: left, x2: left - (label ? 6 : 3), y1: at, y2: at, stroke: "currentColor"}),
      make("text", {x: left - 9, y: at, dy: "0.32em", "text-anchor": "end"}, label)
    );
  }
  for (const {at, label} of ticksOf(x))
    parts.push(
      make("line", {x1: at, x2: at, y1: bottom, y2: bottom + (label ? 6 : 3), stroke: "currentColor"}),
      make("text", {x: at, y: bottom + 9, dy: "0.71em"}, label)
    );
  if (y.scale.domain()[0] === 0)
    parts.push(
      make("line", {x1: left, x2: right, y1: bottom, y2: bottom, stroke: "currentColor", "stroke-opacity": 0.3})
    );
  parts.push(
    make("text", {x: 3, y: 3, dy: "0.71em", "text-anchor": "start"}, `↑ ${y.label}`),
    make("text", {x: right + 17, y: bottom + 31, "text-anchor": "end"}, `${x.label} →`)
  );
  return parts;
}

function ticksOf({scale, ticks, format}: AxisParts): {at: number; label: string}[] {
  const own = "base" in scale ? scale.tickFormat(ticks, "~s") : scale.tickFormat(ticks);
  // a logarithmic scale leaves crowded ticks without a label
  const write = (value: number) => own(value) && (format ?? own)(value);
  return scale.ticks(ticks).map((value) => ({at: round(scale(value)), label: write(value)}));
}
