import {extent, nice} from "d3";
import type {Point} from "./axes.ts";
import {figure, resummarise} from "./figure.ts";
import {html} from "./html.ts";
import {formatCount} from "./numbers.ts";
import {planeChart, type Axis, type Layer} from "./planeChart.ts";
import {quantityOf, type QuantityName} from "./quantities.ts";
import {sameFigure} from "./sameFigure.ts";
import {wrapWords} from "./wrapWords.ts";

/** A design as a row of numbers. */
export type RegionMember = Readonly<Partial<Record<QuantityName, number>>> & {
  readonly feasible: boolean;
  /** The bounds that it exceeds. */
  readonly breaks: readonly string[];
  /** Its structure, said under the pointer. */
  readonly text?: string;
};

/** What `design.region` gives. */
export interface RegionData {
  /** Upper bounds by quantity. */
  readonly bounds: Readonly<Partial<Record<QuantityName, number>>>;
  readonly members: readonly RegionMember[];
}

export interface FeasibleRegionOptions {
  /** Shown above; "feasible region". */
  title?: string;
  /** The most width on the page in CSS pixels; 720. */
  width?: number;
  /**
   * The quantity of the horizontal axis: `macs`, `params`, `flops`, `layers`, `activationMemory`, `latencyMs`. The first that is
   * bounded, if absent.
   */
  x?: QuantityName;
  /** The quantity of the vertical axis: `effectiveness` (default), `score`, `entropy`, or one of the above. */
  y?: QuantityName;
  /** The way of a search, as `design.solve` tells it when `path` is asked for: what it tried, and the best so far. */
  path?: {readonly visited: readonly RegionMember[]; readonly best: readonly RegionMember[]} | undefined;
  /** The design that is marked as the best: the last of a search. */
  best?: (Readonly<Partial<Record<QuantityName, number>>> & {readonly text?: string}) | undefined;
}

/** Draws the feasible region; the same figure is changed in place as long as title and width stay. */
export type DrawFeasibleRegion = (region: RegionData, options?: FeasibleRegionOptions) => HTMLElement;

/**
 * The feasible region of a design problem as a plane of two quantities: the members of a sample, within all bounds or not, the
 * bounds of the two axes as lines with what lies beyond them shaded, and over them the way of a search: what it tried, the best
 * so far, and the best of all. Takes what `design.region` gives, and of `design.solve` with `path` the design. A member is read
 * under the pointer, the best so far by the arrow keys.
 */
export const feasibleRegion: DrawFeasibleRegion = (region, options) => createFeasibleRegion()(region, options);

/** Makes `feasibleRegion` for one place on the page. */
export function createFeasibleRegion(): DrawFeasibleRegion {
  return sameFigure((_region, {title = "feasible region", width = 720} = {}) => [title, width], createFigure);
}

type Numbers = Readonly<Partial<Record<QuantityName, number>>>;

function createFigure(title: string, width: number): DrawFeasibleRegion {
  const chart = planeChart({width, height: 380, name: title});
  const keys = html`<div class="picture-keys"></div>`;
  let rows: readonly (readonly (string | number)[])[] = [];
  const frame = figure({
    title,
    summary: "",
    caption: "",
    content: html`<div>${keys}${chart.element}</div>`,
    image: () => chart.svg,
    rows: () => rows
  });
  const caption = frame.querySelector("figcaption")!;

  return ({bounds, members}, {x: xName, y: yName = "effectiveness", path, best} = {}) => {
    const bounded = Object.keys(bounds) as QuantityName[];
    const across = xName ?? bounded.find((name) => name !== yName) ?? "macs";
    const visited = path?.visited ?? [];
    const steps = path?.best ?? [];
    const all: readonly Numbers[] = [...members, ...visited, ...steps, ...(best ? [best] : [])];
    const axes = {
      x: axisOf(across, all, bounds[across]),
      y: axisOf(yName, all, bounds[yName])
    };
    const [left, right] = axes.x.domain;
    const [low, high] = axes.y.domain;
    const at = (member: Numbers): Point => [member[across] ?? NaN, member[yName] ?? NaN];
    const seen = ([a, b]: Point) => a >= left && a <= right && b >= low && b <= high;
    const layerOf = <T extends Numbers & {readonly text?: string}>(
      of: readonly T[],
      look: Omit<Layer, "points" | "tell">,
      say: (member: T) => string
    ): Layer => {
      const shown = of.filter((member) => seen(at(member)));
      const tell = (i: number) => [
        say(shown[i]),
        ...numbersOf(shown[i], across, yName),
        ...wrapWords(shown[i].text ?? "", 44)
      ];
      return {...look, points: shown.map(at), tell: (i) => tell(i).filter(Boolean)};
    };
    const inside = members.filter(({feasible}) => feasible);
    const outside = members.filter(({feasible}) => !feasible);
    const broken = ({breaks}: RegionMember) => `breaks ${breaks.map((name) => quantityOf(name).label).join(", ")}`;
    const said = (member: RegionMember) => (member.feasible ? "tried by the search" : `tried; ${broken(member)}`);
    chart.update({
      ...axes,
      layers: [
        layerOf(outside, {as: "dots", colour: "var(--muted)", size: 3, opacity: 0.45}, broken),
        layerOf(inside, {as: "dots", colour: "var(--accent)", size: 4.5, opacity: 0.7}, () => "within all bounds"),
        layerOf(visited, {as: "rings", colour: "var(--warn)", size: 4, opacity: 0.65}, said),
        {as: "line", points: steps.map(at).filter(seen), colour: "var(--ink)", size: 1.5},
        layerOf(steps, {as: "dots", colour: "var(--ink)", size: 5, keys: true}, () => "the best so far")
      ],
      rules: [
        ...(bounds[across] === undefined ? [] : [ruleOf("x", across, bounds[across])]),
        ...(bounds[yName] === undefined || across === yName ? [] : [ruleOf("y", yName, bounds[yName])])
      ],
      marks: best && seen(at(best)) ? [{point: at(best), label: "best", colour: "var(--ink)"}] : [],
      ...(all.length === 0 && {empty: "nothing to show: the sample is empty"})
    });

    const hidden = all.filter((member) => !seen(at(member))).length;
    const others = bounded.filter((name) => name !== across && name !== yName);
    const words = [
      members.length
        ? `Each point is a network of the space: ${formatCount(inside.length)} within all bounds, ${formatCount(outside.length)} beyond. How dense they lie says nothing of the space.`
        : "",
      others.length ? `Also bounded: ${others.map((name) => boundOf(name, bounds[name]!)).join(", ")}.` : "",
      hidden ? `${formatCount(hidden)} ${hidden === 1 ? "point lies" : "points lie"} outside the axes.` : ""
    ]
      .filter(Boolean)
      .join(" ");
    if (caption.textContent !== words) caption.textContent = words;
    keys.replaceChildren(
      ...keysOf([
        [inside.length, "dot", "--accent", "within all bounds"],
        [outside.length, "dot", "--muted", "beyond a bound"],
        [visited.length, "ring", "--warn", "tried by the search"],
        [steps.length, "line", "--ink", "the best so far"]
      ])
    );
    const x = quantityOf(across).label;
    const y = quantityOf(yName).label;
    resummarise(
      frame,
      title,
      `${y} against ${x}: ${formatCount(inside.length)} of ${formatCount(members.length)} networks keep all bounds` +
        (best ? `; the best has ${numbersOf(best, across, yName).join(", ")}` : "")
    );
    const columns = [...new Set([across, yName, ...bounded, "score" as const])];
    rows = [
      ["from", ...columns, "feasible", "breaks", "structure"],
      ...(
        [
          ["sample", members],
          ["tried", visited],
          ["best so far", steps]
        ] as const
      ).flatMap(([from, of]) =>
        of.map((member) => [
          from,
          ...columns.map((name) => member[name] ?? ""),
          String(member.feasible),
          member.breaks.join(" "),
          member.text ?? ""
        ])
      )
    ];
    return frame;
  };
}

function ruleOf(axis: "x" | "y", name: QuantityName, at: number) {
  return {axis, at, label: boundOf(name, at)};
}

function boundOf(name: QuantityName, bound: number): string {
  const {label, format} = quantityOf(name);
  return `${label} ≤ ${format(bound)}`;
}

function numbersOf(member: Numbers, ...shown: readonly QuantityName[]): string[] {
  return [...new Set([...shown, "score" as const])].flatMap((name) => {
    const {label, exact} = quantityOf(name);
    return member[name] === undefined ? [] : [`${label} ${exact(member[name])}`];
  });
}

/** Costs on logarithmic axes with their bound in sight; the rest from 0, since the penalty sends some scores far below. */
function axisOf(name: QuantityName, of: readonly Numbers[], bound: number | undefined): Axis {
  const {label, format, log} = quantityOf(name);
  const values = of.map((member) => member[name]).filter((value) => value !== undefined);
  if (bound !== undefined) values.push(bound);
  const [least = 1, most = 10] = extent(log ? values.filter((value) => value > 0) : values);
  if (log) return {label, format, log, domain: [least / 1.15, most * 1.15]};
  const [from, to] = nice(most > 0 ? 0 : least, most, 8);
  return {label, format, log, domain: [from, to > from ? to : from + 1]};
}

function keysOf(entries: readonly (readonly [count: number, look: string, colour: string, words: string])[]) {
  return entries
    .filter(([count]) => count)
    .map(
      ([, look, colour, words]) =>
        html`<span><i class=${`picture-key picture-key-${look}`} style=${`color: var(${colour})`}></i>${words}</span>`
    );
}
