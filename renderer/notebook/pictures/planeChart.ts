import {scaleLinear, scaleLog} from "d3";
import {drawAxes, type Point, type Scale} from "./axes.ts";
import {drawMarks, drawRules, type Mark, type Rule} from "./planeMarks.ts";
import {make, round, set} from "./svg.ts";
import {createTip} from "./tip.ts";

export interface Axis {
  readonly label: string;
  readonly domain: readonly [number, number];
  readonly log: boolean;
  readonly format: (value: number) => string;
}

/** Points that look alike, or a line through them; drawn as one element. */
export interface Layer {
  readonly as: "dots" | "rings" | "line";
  readonly points: readonly Point[];
  readonly colour: string;
  /** Diameter of dots and rings, width of a line. */
  readonly size: number;
  readonly opacity?: number;
  /** What the pointer finds of it: words for the point at an index. Not found if absent. */
  readonly tell?: (index: number) => readonly string[];
  /** Arrow keys go through its points. */
  readonly keys?: boolean;
}

export interface PlaneState {
  readonly x: Axis;
  readonly y: Axis;
  /** From the lowest to the topmost; as many, and in the same order, each time. */
  readonly layers: readonly Layer[];
  readonly rules?: readonly Rule[];
  readonly marks?: readonly Mark[];
  /** Said in the middle where there is nothing to draw. */
  readonly empty?: string;
}

export interface PlaneOptions {
  /** The most pixels across; less where the page is narrower. */
  readonly width: number;
  readonly height: number;
  /** Said to those who do not see it. */
  readonly name: string;
  /** Called on click and Enter with a layer and the index of the point in it. */
  readonly choose?: (layer: number, index: number) => void;
}

export interface PlaneChart {
  readonly element: HTMLElement;
  readonly svg: SVGSVGElement;
  update(state: PlaneState): void;
}

interface Found {
  readonly layer: number;
  readonly index: number;
}

const margin = {left: 58, right: 22, top: 22, bottom: 36};
/** Pixels around the pointer in which a point is found. */
const reach = 28;

/**
 * A chart of points over two axes, linear or logarithmic, that is changed in place and fits the width that it is given. Points
 * are read by the pointer, and those of one layer by the arrow keys.
 */
export function planeChart({width: most, height, name, choose}: PlaneOptions): PlaneChart {
  const axes = make("g", {"aria-hidden": "true", transform: "translate(0.5,0.5)"});
  const rules = make("g", {"aria-hidden": "true", transform: "translate(0.5,0.5)"});
  const drawn = make("g", {"aria-hidden": "true", transform: "translate(0.5,0.5)"});
  const marks = make("g", {"aria-hidden": "true", transform: "translate(0.5,0.5)"});
  const tip = createTip();
  const svg = make(
    "svg",
    {
      class: "picture-chart",
      role: "img",
      "aria-label": name,
      tabindex: 0,
      fill: "currentColor",
      "text-anchor": "middle",
      style: "font: 12px var(--sans); background: none"
    },
    rules,
    axes,
    drawn,
    marks,
    tip.element
  );
  const line = document.createElement("div");
  line.className = "picture-spoken";
  line.setAttribute("aria-live", "polite");
  const element = document.createElement("div");
  element.className = "picture-plane";
  element.style.maxWidth = `${most}px`;
  element.append(svg, line);

  let width = most;
  let state: PlaneState | undefined;
  let scales: {readonly x: Scale; readonly y: Scale};
  let shape = "";
  let paths: SVGPathElement[] = [];
  let found: Found | undefined;
  let pointer: Point | undefined;

  const box = () => ({left: margin.left, right: width - margin.right, top: margin.top, bottom: height - margin.bottom});
  const placed = ([x, y]: Point): Point => [round(scales.x(x)), round(scales.y(y))];

  function draw(): void {
    if (!state) return;
    const {x, y, layers, empty} = state;
    const {left, right, top, bottom} = box();
    scales = {
      x: (x.log ? scaleLog : scaleLinear)(x.domain, [left, right]),
      y: (y.log ? scaleLog : scaleLinear)(y.domain, [bottom, top])
    };
    const next = JSON.stringify([width, x.domain, x.label, y.domain, y.label, empty]);
    if (next !== shape) drawFrame(state);
    shape = next;
    rules.replaceChildren(...drawRules(state.rules ?? [], scales, box()));
    if (paths.length !== layers.length) {
      paths = layers.map(() => make("path", {fill: "none", "stroke-linejoin": "round", "stroke-linecap": "round"}));
      drawn.replaceChildren(...paths);
    }
    layers.forEach((layer, i) => drawLayer(layer, paths[i]));
    const lines = layers.filter(({as}) => as === "line").map(({points}) => points);
    marks.replaceChildren(...drawMarks(state.marks ?? [], lines, placed, box()));
    if (pointer) find(pointer);
    else if (found && found.index < (layers[found.layer]?.points.length ?? 0)) tell(found);
    else tell(undefined);
  }

  function drawFrame({x, y, empty}: PlaneState): void {
    set(svg, "width", width);
    set(svg, "height", height);
    set(svg, "viewBox", `0 0 ${width} ${height}`);
    const {left, right, top, bottom} = box();
    axes.replaceChildren(
      ...drawAxes(
        {scale: scales.x, label: x.label, ticks: Math.max(2, (right - left) / 90), format: x.format},
        {scale: scales.y, label: y.label, ticks: (bottom - top) / 40, format: y.format},
        box()
      )
    );
    if (empty) axes.append(make("text", {x: (left + right) / 2, y: (top + bottom) / 2, class: "picture-empty"}, empty));
  }

  function drawLayer({as, points, colour, size, opacity = 1}: Layer, path: SVGPathElement): void {
    const at = points.map(placed);
    const r = size / 2;
    const d =
      as === "line"
        ? at.length > 1
          ? `M${at.join("L")}`
          : ""
        : as === "dots"
          ? at.map((spot) => `M${spot.join()}h0`).join("") // a line of no length with a round cap
          : at.map(([x, y]) => `M${round(x - r)},${y}a${r},${r} 0 1 0 ${size},0a${r},${r} 0 1 0 ${-size},0`).join("");
    set(path, "d", d);
    set(path, "stroke", colour);
    set(path, "stroke-width", as === "rings" ? 1 : size);
    set(path, "stroke-opacity", opacity);
  }

  function find(at: Point): void {
    let least = reach;
    let best: Found | undefined;
    state!.layers.forEach(({points, tell, size}, layer) => {
      if (!tell) return;
      points.forEach((point, index) => {
        const [x, y] = placed(point);
        const distance = Math.hypot(x - at[0], y - at[1]) - size; // large ones are meant first
        if (distance < least) [least, best] = [distance, {layer, index}];
      });
    });
    tell(best);
  }

  function tell(next: Found | undefined): void {
    found = next;
    const layer = next && state!.layers[next.layer];
    if (!layer?.tell) return tip.hide();
    tip.show(placed(layer.points[next!.index]), layer.tell(next!.index), [width, height]);
  }

  svg.addEventListener("pointermove", (event) => {
    const {left, top} = svg.getBoundingClientRect();
    pointer = [event.clientX - left, event.clientY - top];
    if (state) find(pointer);
  });
  svg.addEventListener("pointerleave", () => {
    pointer = undefined;
    tell(undefined);
  });
  svg.addEventListener("click", () => {
    if (found) choose?.(found.layer, found.index);
  });
  svg.addEventListener("blur", () => tell(undefined));
  svg.addEventListener("keydown", (event) => {
    const by = {ArrowLeft: -1, ArrowRight: 1}[event.key];
    const layer = state?.layers.findIndex(({keys}) => keys) ?? -1;
    const count = layer < 0 ? 0 : state!.layers[layer].points.length;
    if (by && count) {
      const index = found?.layer === layer ? found.index + by : by > 0 ? 0 : count - 1;
      tell({layer, index: Math.max(0, Math.min(count - 1, index))});
      line.textContent = state!.layers[layer].tell!(found!.index).join(", ");
    } else if (event.key === "Enter" && found) choose?.(found.layer, found.index);
    else return;
    event.preventDefault();
    event.stopPropagation(); // the arrows mean this picture, not the selection of cells
  });
  new ResizeObserver(([{contentRect}]) => {
    const fits = Math.min(most, Math.floor(contentRect.width));
    if (fits < 1 || fits === width) return;
    width = fits;
    draw();
  }).observe(element);

  return {
    element,
    svg,
    update(next) {
      state = next;
      draw();
    }
  };
}
