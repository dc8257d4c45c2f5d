import {nice} from "d3";
import type {Point} from "./axes.ts";
import {figure, resummarise} from "./figure.ts";
import {formatCount, formatShare} from "./numbers.ts";
import {planeChart} from "./planeChart.ts";
import type {Mark} from "./planeMarks.ts";
import {quantityOf, type Quantity, type QuantityName} from "./quantities.ts";
import {sameFigure} from "./sameFigure.ts";
import {wrapWords} from "./wrapWords.ts";

type Numbers = Readonly<Partial<Record<QuantityName, number>>>;

/** A design as the curve tells it. */
export type FrontierDesign = Numbers & {readonly score: number; readonly text?: string};

/** What `design.frontier` yields. */
export interface FrontierData {
  /** The budget along the horizontal axis. */
  readonly along: QuantityName;
  readonly points: readonly {
    readonly bound: number;
    readonly design?: FrontierDesign;
    readonly binding?: readonly {readonly constraint: string; readonly least: number}[];
  }[];
  readonly fraction?: number;
  readonly done?: boolean;
}

/** A network to compare with: its name and its numbers, such as `design.evaluate` gives. */
export type FrontierMark = FrontierDesign & {readonly name: string};

export interface FrontierOptions {
  /** Shown above; "score against budget". */
  title?: string;
  /** The most width on the page in CSS pixels; 720. */
  width?: number;
  /** Published networks, or designs made by hand, as points of their own. */
  marks?: readonly FrontierMark[];
}

/** The curve on the page. */
export type FrontierPicture = HTMLElement & {
  /** The design last chosen. */
  value?: FrontierDesign;
};

/** Draws the curve; the same figure is changed in place as long as title and width stay. */
export type DrawFrontier = (curve: FrontierData, options?: FrontierOptions) => FrontierPicture;

/**
 * The Pareto curve of a design problem: for each bound of one budget the best score that is known, with other networks as
 * marked points where their own cost puts them. Takes what `design.frontier` yields, whole or growing. Under the pointer, and
 * by the arrow keys, each point tells its structure; click or Enter makes its design the picture's value and fires `input`.
 */
export const frontier: DrawFrontier = (curve, options) => createFrontier()(curve, options);

/** Makes `frontier` for one place on the page. */
export function createFrontier(): DrawFrontier {
  return sameFigure((_curve, {title = "score against budget", width = 720} = {}) => [title, width], createFigure);
}

function createFigure(title: string, width: number): DrawFrontier {
  let shown: readonly FrontierDesign[][] = [];
  let rows: readonly (readonly (string | number)[])[] = [];
  const chart = planeChart({
    width,
    height: 340,
    name: title,
    choose(layer, index) {
      frame.value = shown[layer][index];
      frame.dispatchEvent(new Event("input", {bubbles: true}));
    }
  });
  const frame: FrontierPicture = figure({
    title,
    summary: "",
    caption: "",
    content: chart.element,
    image: () => chart.svg,
    rows: () => rows
  });
  const caption = frame.querySelector("figcaption")!;

  return ({along, points, fraction = 1, done = true}, {marks = []} = {}) => {
    const {label, format, exact} = quantityOf(along);
    const reached = points.filter(({design}) => design);
    const barred = points.filter(({binding, design}) => binding && !design);
    const known = marks.filter((mark) => Number.isFinite(mark[along]) && Number.isFinite(mark.score));
    const scores = [...reached.map(({design}) => design!.score), ...known.map(({score}) => score)];
    const bounds = [...points.map(({bound}) => bound), ...known.map((mark) => mark[along]!)].filter(
      (bound) => bound > 0
    );
    const ends = bounds.length ? [Math.min(...bounds), Math.max(...bounds)] : [1, 10];
    const [, high] = nice(0, Math.max(0, ...scores) || 1, 6);
    const low = Math.min(0, ...scores);
    const curve = reached.map(({bound, design}): Point => [bound, design!.score]);
    const floor = barred.map(({bound}): Point => [bound, low]);
    shown = [[], reached.map(({design}) => design!), [], [...known]];
    chart.update({
      x: {label, format, log: true, domain: [ends[0] / 1.12, ends[1] * 1.12]},
      y: {label: "score", format: formatCount, log: false, domain: [low, high]},
      layers: [
        {as: "line", points: curve, colour: "var(--accent)", size: 1.75},
        {
          as: "dots",
          points: curve,
          colour: "var(--accent)",
          size: 7,
          keys: true,
          tell: (i) => [`${label} ≤ ${exact(reached[i].bound)}`, ...wordsOf(reached[i].design!, along)]
        },
        {
          as: "rings",
          points: floor,
          colour: "var(--danger)",
          size: 7,
          tell: (i) => [
            `${label} ≤ ${exact(barred[i].bound)}: no network is within all bounds`,
            ...barred[i].binding!.map(({constraint, least}) => {
              const {label, format} = quantityOfConstraint(constraint);
              return `the least ${label} is ${format(least)}`;
            })
          ]
        },
        {
          as: "dots",
          points: known.map((mark): Point => [mark[along]!, mark.score]),
          colour: "var(--ink)",
          size: 7,
          tell: (i) => [known[i].name, ...wordsOf(known[i], along)]
        }
      ],
      marks: known.map((mark): Mark => ({point: [mark[along]!, mark.score], label: mark.name, colour: "var(--ink)"})),
      ...(reached.length + known.length === 0 && {
        empty: barred.length ? "no bound can be kept" : "searching for the first network…"
      })
    });
    const words = [
      `Dots: the best network found within each bound${curve.length ? "; a network counts at its bound, others at what they cost" : ""}.`,
      barred.length ? `Rings: bounds that no network keeps.` : "",
      done ? "" : `Searching, ${formatShare(fraction)} done.`
    ]
      .filter(Boolean)
      .join(" ");
    if (caption.textContent !== words) caption.textContent = words;
    const last = reached.at(-1);
    resummarise(
      frame,
      title,
      last
        ? `score of ${reached.length} networks by ${label}, from ${formatCount(Math.round(reached[0].design!.score))} at ${format(reached[0].bound)} to ${formatCount(Math.round(last.design!.score))} at ${format(last.bound)}`
        : "no network yet"
    );
    rows = [
      ["network", "bound", along, "score", "parameters", "effectiveness", "structure"],
      ...reached.map(({bound, design}) => rowOf("", bound, design!, along)),
      ...known.map((mark) => rowOf(mark.name, "", mark, along))
    ];
    return frame;
  };
}

function rowOf(name: string, bound: number | "", design: FrontierDesign, along: QuantityName) {
  const {score, params = "", effectiveness = "", text = ""} = design;
  return [name, bound, design[along] ?? "", score, params, effectiveness, text];
}

function wordsOf(design: FrontierDesign, along: QuantityName): readonly string[] {
  const names = [...new Set(["score", along, "params", "effectiveness"] as const)];
  const numbers = names.flatMap((name) =>
    design[name] === undefined ? [] : [`${quantityOf(name).label} ${quantityOf(name).exact(design[name])}`]
  );
  return [...numbers, ...(design.text ? wrapWords(design.text, 44) : [])];
}

/** A constraint is a quantity, or rho. */
function quantityOfConstraint(constraint: string): Quantity {
  return quantityOf(constraint === "rho" ? "effectiveness" : constraint);
}
