import {nice} from "d3";
import type {Point} from "./axes.ts";
import {figure, resummarise} from "./figure.ts";
import {html} from "./html.ts";
import {lineChart, type ChartState, type Series} from "./lineChart.ts";
import {formatCount, formatNumber, formatShare} from "./numbers.ts";
import {sameFigure} from "./sameFigure.ts";

/** One measurement of a run. Train rows come every step, test rows at the end of an epoch. */
export interface Measurement {
  readonly step: number;
  readonly split: "train" | "test";
  readonly loss: number;
  /** The running mean of the training loss. */
  readonly smooth: number;
  /** Share of right answers, 0 to 1; absent where it was not measured. */
  readonly accuracy?: number;
}

export interface CurvesOptions {
  title?: string;
  /** Width on the page in CSS pixels; default 720. */
  width?: number;
  /** The last step of the run, so that the axis stands still while it goes on. */
  steps?: number;
}

/** Points drawn per line at most: beyond that every bucket keeps its least and its greatest, so that no spike is lost. */
const most = 1500;

/** Draws the curves of a history; the same figure is changed in place as long as title and width stay. */
export type DrawCurves = (history: Iterable<Measurement>, options?: CurvesOptions) => HTMLElement;

/**
 * The curves of a run: loss on the left (training raw and smoothed, test as points), accuracy on the right. Draw it anew
 * for each state; the axes span the whole run if `steps` is given.
 */
export const curves: DrawCurves = (history, options) => createCurves()(history, options);

/** Makes `curves` for one place on the page. */
export function createCurves(): DrawCurves {
  return sameFigure((_history, {title = "training", width = 720} = {}) => [title, width], createFigure);
}

function createFigure(title: string, width: number): DrawCurves {
  const shared = {width: width / 2 - 12, height: 200, x: "step"};
  const loss = lineChart({...shared, name: "loss by step", y: "loss"});
  const accuracy = lineChart({...shared, name: "test accuracy by step", y: "test accuracy (%)"});
  let rows: readonly Measurement[] = [];
  const frame = figure({
    title,
    summary: "",
    caption: "",
    content: html`<div class="picture-beside">${loss.element}${accuracy.element}</div>`,
    image: () => loss.element,
    rows: () => [
      ["step", "split", "loss", "accuracy"],
      ...rows.map((row) => [row.step, row.split, row.loss, row.accuracy ?? ""])
    ]
  });
  const caption = frame.querySelector("figcaption")!;

  return (history, {steps} = {}) => {
    rows = Array.from(history);
    const train = rows.filter(({split}) => split === "train");
    const test = rows.filter(({split}) => split === "test");
    const scored = test.filter(({accuracy}) => accuracy !== undefined);
    const last = train.at(-1);
    const reached = scored.at(-1)?.accuracy;
    const x = [0, Math.max(steps ?? 0, last?.step ?? 1)] as const;
    loss.update({x, ...lossPart(train, test)});
    accuracy.update({x, ...accuracyPart(scored)});
    const summary = last
      ? `${last.step} steps; training loss ${formatNumber(last.smooth)}` +
        (reached === undefined ? "" : `, test accuracy ${formatShare(reached)}`)
      : "no step taken yet";
    resummarise(frame, title, summary);
    const words = `Thin: loss of each training batch; thick: its running mean; dots: the test images after each epoch${reached === undefined ? "" : `, last ${formatShare(reached)}`}.`;
    if (caption.textContent !== words) caption.textContent = words;
    return frame;
  };
}

const ink = {stroke: "var(--ink)", width: 1.25, dots: true};

function lossPart(train: readonly Measurement[], test: readonly Measurement[]): Omit<ChartState, "x"> {
  const points = (column: "loss" | "smooth") => decimate(train, column).map((row): Point => [row.step, row[column]]);
  const tell = (what: string) => (point: Point) => [
    `step ${formatCount(point[0])}`,
    `${what} ${formatNumber(point[1])}`
  ];
  const series: Series[] = [
    {points: points("loss"), stroke: "var(--accent)", width: 1, opacity: 0.25},
    {points: points("smooth"), stroke: "var(--accent)", width: 1.75, tell: tell("mean loss")},
    {points: test.map(({step, loss}): Point => [step, loss]), ...ink, tell: tell("test loss")}
  ];
  const finite = series.flatMap(({points}) => points.map(([, y]) => y)).filter(Number.isFinite);
  // before the first step: the loss of a guess among ten classes, ln 10, fits
  if (finite.length === 0) return {y: [0, 2.5], series};
  const greatest = finite.reduce((a, b) => Math.max(a, b), 0);
  const [from, to] = nice(
    finite.reduce((a, b) => Math.min(a, b), 0),
    greatest || 1,
    10
  );
  return {y: [from, to], series: series.map((each) => ({...each, points: each.points.filter(isFinitePoint)}))};
}

function accuracyPart(scored: readonly Measurement[]): Omit<ChartState, "x"> {
  const points = scored.map(({step, accuracy = 0}): Point => [step, 100 * accuracy]);
  const tell = ([step, percent]: Point) => [`step ${formatCount(step)}`, `test accuracy ${formatShare(percent / 100)}`];
  return {y: accuracyDomain(scored), series: [{points, ...ink, tell}]};
}

function isFinitePoint(point: Point): boolean {
  return Number.isFinite(point[1]);
}

/** Keeps the least and the greatest of each bucket, in their order. */
export function decimate(rows: readonly Measurement[], column: "loss" | "smooth"): readonly Measurement[] {
  if (rows.length <= most) return rows;
  const buckets = most / 2;
  const kept: Measurement[] = [];
  for (let bucket = 0; bucket < buckets; ++bucket) {
    const from = Math.floor((bucket * rows.length) / buckets);
    const to = Math.floor(((bucket + 1) * rows.length) / buckets);
    let least = from;
    let greatest = from;
    for (let i = from; i < to; ++i) {
      if (rows[i][column] < rows[least][column]) least = i;
      if (rows[i][column] > rows[greatest][column]) greatest = i;
    }
    kept.push(
      ...(least === greatest ? [rows[least]] : [rows[Math.min(least, greatest)], rows[Math.max(least, greatest)]])
    );
  }
  return kept;
}

/** Accuracies of a trained network crowd below 100 %: begin a little under the least. */
function accuracyDomain(rows: readonly Measurement[]): [number, number] {
  const least = Math.min(...rows.map(({accuracy = 0}) => accuracy), 0.9);
  return [Math.max(0, 10 * (Math.floor(10 * least) - 1)), 100];
}
