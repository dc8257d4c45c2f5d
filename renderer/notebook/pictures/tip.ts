import {make} from "./svg.ts";

/** Words beside a point of a chart. */
export interface Tip {
  readonly element: SVGGElement;
  /** Shows lines beside a point, within a chart of this size. */
  show(
    at: readonly [x: number, y: number],
    lines: readonly string[],
    chart: readonly [width: number, height: number]
  ): void;
  hide(): void;
}

export function createTip(): Tip {
  const element = make("g", {"aria-hidden": "true", "pointer-events": "none", class: "picture-tip"});
  return {
    element,
    hide: () => element.replaceChildren(),
    show([x, y], lines, [width, height]) {
      const words = lines.map((line, i) => make("tspan", {x: 8, y: 17 + 16 * i}, line));
      const box = make("rect", {rx: 4});
      const label = make("g", {}, box, make("text", {"text-anchor": "start"}, ...words));
      element.replaceChildren(
        make("circle", {cx: x + 0.5, cy: y + 0.5, r: 4.5, fill: "none", stroke: "currentColor"}),
        label
      );
      // measured once they are on the page
      const size = {
        width: Math.max(...words.map((word) => word.getComputedTextLength())) + 16,
        height: 16 * words.length + 10
      };
      for (const [key, value] of Object.entries(size)) box.setAttribute(key, String(value));
      const left = x + 12 + size.width > width ? Math.max(0, x - 12 - size.width) : x + 12;
      const top = Math.max(0, Math.min(height - size.height, y - size.height / 2));
      label.setAttribute("transform", `translate(${left},${top})`);
    }
  };
}
