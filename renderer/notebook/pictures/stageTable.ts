import {html} from "./html.ts";
import {formatCount, formatNumber} from "./numbers.ts";

/** What the mathematics says of a network up to the end of a stage. */
export interface StageNumbers {
  /** Entropy by its weight. */
  readonly weighted: number;
  readonly effectiveness: number;
  /** Of a structure: channels and side at its end. */
  readonly channels?: number;
  readonly side?: number;
  /** Of any network: the node at its end. */
  readonly path?: string;
}

/** A network with its stages, or why the formulas say nothing of it. */
export type Staged =
  | {readonly name?: string; readonly stages: readonly StageNumbers[]; readonly applies?: true}
  | {readonly name?: string; readonly applies: false; readonly reason: string};

/** Colours of the first, second, … of several; one alone has the accent. */
const colours = ["--edge", "--accent", "--warn", "--ok"];

function colourOf(i: number, of: number): string {
  return `var(${of === 1 ? "--accent" : colours[i % colours.length]})`;
}

/** The stages of one or more networks as bars: entropy by its weight, and effectiveness against rho. */
export function stageTable(networks: readonly Staged[], rho: number | undefined): HTMLElement {
  const known = networks.flatMap((network, i) =>
    network.applies === false ? [] : [{...network, colour: colourOf(i, networks.length), name: nameOf(network, i)}]
  );
  const reasons = networks.flatMap((network, i) =>
    network.applies === false ? [html`<p class="picture-said">${nameOf(network, i)}: ${network.reason}.</p>`] : []
  );
  const all = known.flatMap(({stages}) => stages);
  if (all.length === 0)
    return html`<div>${reasons.length ? reasons : html`<p class="picture-said">No network to show.</p>`}</div>`;
  const most = {
    weighted: Math.max(...all.map(({weighted}) => weighted)) || 1,
    effectiveness: Math.max(...all.map(({effectiveness}) => effectiveness), rho ?? 0) || 1
  };
  const totals = known.map(({stages}) => stages.reduce((sum, {weighted}) => sum + weighted, 0));
  const several = known.length > 1;
  const count = Math.max(...known.map(({stages}) => stages.length));
  const bodies = Array.from({length: count}, (_, s) => {
    const lines = known.flatMap(({stages, colour, name}, i) =>
      stages[s] ? [{stage: stages[s], colour, name, i}] : []
    );
    return html`<tbody>
      ${lines.map(({stage, colour, name, i}, n) => {
        const over = rho !== undefined && stage.effectiveness > rho;
        return html`<tr style=${`color: ${colour}`}>
          ${n === 0 ? html`<th scope="rowgroup" rowspan=${lines.length}>${s + 1}</th>` : ""}
          ${whereOf(stage, several ? name : "")} ${barOf(stage.weighted / most.weighted, undefined)}
          <td title=${String(stage.weighted)}>
            ${formatCount(Math.round(stage.weighted))}<small
              >${((100 * stage.weighted) / totals[i]).toFixed(1)} %</small
            >
          </td>
          ${barOf(stage.effectiveness / most.effectiveness, rho === undefined ? undefined : rho / most.effectiveness)}
          <td title=${String(stage.effectiveness)} class=${over ? "picture-over-bound" : ""}>
            ${stage.effectiveness.toFixed(3)}${over ? html`<small>over</small>` : ""}
          </td>
        </tr>`;
      })}
    </tbody>`;
  });
  return html`<div>
    ${
      several
        ? html`<div class="picture-keys">
            ${known.map(
              ({name, colour}) =>
                html`<span><i class="picture-key picture-key-bar" style=${`color: ${colour}`}></i>${name}</span>`
            )}
          </div>`
        : ""
    }
    <div class="picture-scroll">
      <table class="picture-stages">
        <thead>
          <tr>
            <th scope="col">stage</th>
            <th scope="col">at its end</th>
            <th scope="col" colspan="2">entropy, by its weight</th>
            <th scope="col" colspan="2">effectiveness${rho === undefined ? "" : `, at most ${formatNumber(rho)}`}</th>
          </tr>
        </thead>
        ${bodies}
      </table>
    </div>
    ${reasons}
  </div>`;
}

function nameOf({name}: Staged, i: number): string {
  return name ?? `network ${i + 1}`;
}

/** Channels and side; of any network the path, of which the end matters most. */
function whereOf({channels, side, path}: StageNumbers, name: string): HTMLElement {
  const hint = name && `${name}: `;
  if (path === undefined)
    return html`<td class="picture-where" title=${name}>${channels ?? "–"} × ${side ?? "–"}²</td>`;
  return html`<td class="picture-where picture-path" title=${hint + path}><bdi>${path}</bdi></td>`;
}

/** A bar of a share of the width, with a line across at another share. */
function barOf(share: number, line: number | undefined): HTMLElement {
  const percent = (value: number) => `${Math.max(0, 100 * value).toFixed(2)}%`;
  return html`<td class="picture-level">
    <div>
      <i style=${`width: ${percent(share)}`}></i
      >${line === undefined ? "" : html`<b style=${`left: ${percent(line)}`}></b>`}
    </div>
  </td>`;
}
