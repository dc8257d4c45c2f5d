import {scaleLinear} from "d3";
import {drawAxes, type Point} from "./axes.ts";
import {make, round, set} from "./svg.ts";
import {createTip} from "./tip.ts";

/** One line of a chart, or with `dots` its points too. */
export interface Series {
  readonly points: readonly Point[];
  readonly stroke: string;
  readonly width: number;
  readonly opacity?: number;
  readonly dots?: boolean;
  /** What the pointer finds of it: the words for one point, a line each. Not found if absent. */
  readonly tell?: (point: Point) => readonly string[];
}

/** What a chart shows now; the series are as many, and in the same order, each time. */
export interface ChartState {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly series: readonly Series[];
}

export interface LineChartOptions {
  width: number;
  height: number;
  /** Said to those who do not see it. */
  name: string;
  x: string;
  y: string;
}

/** A chart that stays on the page. */
export interface LineChart {
  readonly element: SVGSVGElement;
  update(state: ChartState): void;
}

const margin = {left: 44, right: 20, top: 20, bottom: 34};
/** Pixels around the pointer in which a point is found. */
const reach = 40;

/**
 * A chart of lines over numbers that is changed in place: a live run tells something ten times a second, and of a chart made
 * anew each time the axes, which hardly ever change, would be most of the work.
 */
export function lineChart({width, height, name, x: xLabel, y: yLabel}: LineChartOptions): LineChart {
  const right = width - margin.right;
  const bottom = height - margin.bottom;
  const element = make("svg", {
    class: "picture-chart",
    role: "img",
    "aria-label": name,
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    fill: "currentColor",
    "text-anchor": "middle",
    style: "font: 12px var(--sans); background: none; overflow: visible"
  });
  const axes = make("g", {"aria-hidden": "true", transform: "translate(0.5,0.5)"});
  const drawn = make("g", {"aria-hidden": "true", transform: "translate(0.5,0.5)"});
  const tip = createTip();
  element.append(axes, drawn, tip.element);
  const scales = {x: scaleLinear([margin.left, right]), y: scaleLinear([bottom, margin.top])};
  let shown: readonly Series[] = [];
  let domains = "";
  let lines: {line: SVGElement; dots: SVGElement | null}[] = [];
  let pointer: Point | null = null;

  function makeLines(series: readonly Series[]): void {
    lines = series.map(({stroke, width, opacity = 1, dots}) => ({
      line: make("path", {
        fill: "none",
        stroke,
        "stroke-width": width,
        "stroke-opacity": opacity,
        "stroke-linejoin": "round",
        "stroke-linecap": "round"
      }),
      // A line of no length with a round cap is a dot: one element for all of them.
      dots: dots ? make("path", {fill: "none", stroke, "stroke-width": 6, "stroke-linecap": "round"}) : null
    }));
    drawn.replaceChildren(...lines.flatMap(({line, dots}) => (dots ? [line, dots] : [line])));
  }

  const placed = ([x, y]: Point): Point => [round(scales.x(x)), round(scales.y(y))];

  function drawTip(): void {
    const found = pointer && nearest(pointer);
    if (found) tip.show(placed(found.point), found.series.tell!(found.point), [width, height]);
    else tip.hide();
  }

  /** The point nearest to the pointer; dots are easier to hit than lines. */
  function nearest([x, y]: Point): {series: Series; point: Point} | null {
    let best: {series: Series; point: Point} | null = null;
    let least = reach;
    for (const series of shown) {
      if (!series.tell) continue;
      for (const point of series.points) {
        const at = placed(point);
        const distance = Math.hypot(at[0] - x, at[1] - y) - (series.dots ? 10 : 0);
        if (distance < least) [least, best] = [distance, {series, point}];
      }
    }
    return best;
  }

  element.addEventListener("pointermove", (event) => {
    const box = element.getBoundingClientRect();
    pointer = [((event.clientX - box.left) * width) / box.width, ((event.clientY - box.top) * height) / box.height];
    drawTip();
  });
  element.addEventListener("pointerleave", () => {
    pointer = null;
    drawTip();
  });

  return {
    element,
    update({x, y, series}) {
      const next = [...x, ...y].join();
      scales.x.domain(x);
      scales.y.domain(y);
      if (next !== domains)
        axes.replaceChildren(
          ...drawAxes(
            {scale: scales.x, label: xLabel, ticks: 5},
            {scale: scales.y, label: yLabel, ticks: (bottom - margin.top) / 35},
            {left: margin.left, right, top: margin.top, bottom}
          )
        );
      domains = next;
      if (lines.length !== series.length) makeLines(series);
      shown = series;
      series.forEach(({points}, i) => {
        const at = points.map(placed);
        set(lines[i].line, "d", at.length > 1 ? `M${at.join("L")}` : "");
        if (lines[i].dots) set(lines[i].dots, "d", at.map((point) => `M${point.join()}h0`).join(""));
      });
      if (pointer) drawTip();
    }
  };
}
