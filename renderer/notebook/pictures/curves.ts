import * as Plot from "@observablehq/plot";
import {html} from "./html.ts";
import {figure} from "./figure.ts";
import {formatNumber, formatShare} from "./numbers.ts";

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

/**
 * The curves of a run: loss on the left (training raw and smoothed, test as points), accuracy on the right. Draw it anew
 * for each state; the axes span the whole run if `steps` is given.
 */
export function curves(history: Iterable<Measurement>, options: CurvesOptions = {}): HTMLElement {
  const {title = "training", width = 720, steps} = options;
  const rows = Array.from(history);
  const train = rows.filter(({split}) => split === "train");
  const test = rows.filter(({split}) => split === "test");
  const last = train.at(-1);
  const end = Math.max(steps ?? 0, last?.step ?? 1);
  const shared = {
    width: width / 2 - 12,
    height: 200,
    marginLeft: 44,
    marginBottom: 34,
    x: {domain: [0, end], label: "step", ticks: 5},
    style: "font: 12px var(--sans); background: none; overflow: visible"
  };
  const loss = Plot.plot({
    ...shared,
    ariaLabel: "loss by step",
    // before the first step: the loss of a guess among ten classes, ln 10, fits
    y: {label: "loss", grid: true, ...(last ? {zero: true, nice: true} : {domain: [0, 2.5]})},
    marks: [
      Plot.ruleY([0], {strokeOpacity: 0.3}),
      Plot.lineY(decimate(train, "loss"), {
        x: "step",
        y: "loss",
        stroke: "var(--accent)",
        strokeOpacity: 0.25,
        strokeWidth: 1
      }),
      Plot.lineY(decimate(train, "smooth"), {x: "step", y: "smooth", stroke: "var(--accent)", strokeWidth: 1.75}),
      Plot.lineY(test, {x: "step", y: "loss", stroke: "var(--ink)", strokeWidth: 1.25}),
      Plot.dot(test, {x: "step", y: "loss", fill: "var(--ink)", r: 3, tip: true})
    ]
  });
  const scored = test.filter(({accuracy}) => accuracy !== undefined);
  const accuracy = Plot.plot({
    ...shared,
    ariaLabel: "test accuracy by step",
    y: {label: "test accuracy (%)", grid: true, domain: accuracyDomain(scored), percent: true},
    marks: [
      Plot.lineY(scored, {x: "step", y: "accuracy", stroke: "var(--ink)", strokeWidth: 1.25}),
      Plot.dot(scored, {x: "step", y: "accuracy", fill: "var(--ink)", r: 3, tip: true})
    ]
  });
  const reached = scored.at(-1)?.accuracy;
  return figure({
    title,
    summary: last
      ? `${last.step} steps; training loss ${formatNumber(last.smooth)}` +
        (reached === undefined ? "" : `, test accuracy ${formatShare(reached)}`)
      : "no step taken yet",
    caption: `Thin: loss of each training batch; thick: its running mean; dots: the test images after each epoch${reached === undefined ? "" : `, last ${formatShare(reached)}`}.`,
    content: html`<div class="picture-beside">${loss}${accuracy}</div>`,
    image: () => (loss instanceof SVGSVGElement ? loss : loss.querySelector("svg")),
    rows: () => [
      ["step", "split", "loss", "accuracy"],
      ...rows.map((row) => [row.step, row.split, row.loss, row.accuracy ?? ""])
    ]
  });
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
