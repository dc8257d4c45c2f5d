import {figure, resummarise} from "./figure.ts";
import {html} from "./html.ts";
import {formatCount, formatNumber} from "./numbers.ts";
import {sameFigure} from "./sameFigure.ts";
import {stageTable, type Staged} from "./stageTable.ts";

export interface StageBarsOptions {
  /** Shown above; "stages". */
  title?: string;
  /** The bound of effectiveness, rho0, drawn as a line. */
  rho?: number;
}

/** Draws the bars; the same figure is changed in place as long as the title stays. */
export type DrawStageBars = (networks: Staged | readonly Staged[], options?: StageBarsOptions) => HTMLElement;

/**
 * Entropy and effectiveness stage by stage, of one network or of several beside each other: what `design.evaluate`,
 * `design.evaluateNetwork` and `design.solve` give, each with a `name` if there are several. With `rho` its line is drawn, and
 * what is over it is marked. Of a network that the formulas do not cover the reason is said.
 */
export const stageBars: DrawStageBars = (networks, options) => createStageBars()(networks, options);

/** Makes `stageBars` for one place on the page. */
export function createStageBars(): DrawStageBars {
  return sameFigure((_networks, {title = "stages"} = {}) => [title], createFigure);
}

function createFigure(title: string): DrawStageBars {
  const content = html`<div></div>`;
  let shown: readonly Staged[] = [];
  const frame = figure({
    title,
    summary: "",
    caption: "Both are counted from the input to the end of the stage, entropy times the stage's weight.",
    content,
    rows: () => [
      ["network", "stage", "path", "channels", "side", "weighted entropy", "effectiveness"],
      ...shown.flatMap((network, i) =>
        network.applies === false
          ? []
          : network.stages.map(({path = "", channels = "", side = "", weighted, effectiveness}, s) => [
              network.name ?? i + 1,
              s + 1,
              path,
              channels,
              side,
              weighted,
              effectiveness
            ])
      )
    ]
  });
  return (networks, {rho} = {}) => {
    shown = Array.isArray(networks) ? (networks as readonly Staged[]) : [networks as Staged];
    content.replaceChildren(stageTable(shown, rho));
    resummarise(frame, title, shown.map(summaryOf).join("; ") || "no network");
    return frame;
  };
}

function summaryOf(network: Staged, i: number): string {
  const name = network.name ?? `network ${i + 1}`;
  if (network.applies === false) return `${name}: ${network.reason}`;
  const {stages} = network;
  const sum = stages.reduce((total, {weighted}) => total + weighted, 0);
  const largest = Math.max(...stages.map(({effectiveness}) => effectiveness));
  return `${name}: ${stages.length} ${stages.length === 1 ? "stage" : "stages"}, entropy ${formatCount(Math.round(sum))}, effectiveness at most ${formatNumber(largest)}`;
}
