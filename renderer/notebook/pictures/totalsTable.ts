import {html} from "./html.ts";
import {formatShare} from "./numbers.ts";
import {quantities, quantityOf, type QuantityName} from "./quantities.ts";

export type Totals = Readonly<Partial<Record<QuantityName, number>>>;

/** What two networks cost and are worth, with the difference, and the bounds where there are any. */
export function totalsTable(
  names: readonly [before: string, after: string],
  before: Totals,
  after: Totals,
  bounds: Totals
): HTMLElement {
  const rows = commonOf(before, after);
  const bounded = Object.values(bounds).some((bound) => bound !== undefined);
  const cell = (name: QuantityName, value: number) => {
    const over = bounds[name] !== undefined && value > bounds[name];
    return html`<td title=${quantityOf(name).exact(value)} class=${over ? "picture-over-bound" : ""}>
      ${quantityOf(name).format(rounded(name, value))}${over ? html`<small>over</small>` : ""}
    </td>`;
  };
  return html`<div class="picture-scroll">
    <table class="picture-totals">
      <thead>
        <tr>
          <th scope="col">in all</th>
          ${names.map((name) => html`<th scope="col">${name}</th>`)}
          <th scope="col">difference</th>
          ${bounded ? html`<th scope="col">at most</th>` : ""}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (name) =>
            html`<tr>
              <th scope="row">${quantityOf(name).label}</th>
              ${cell(name, before[name]!)}${cell(name, after[name]!)}
              <td>${difference(before[name]!, after[name]!)}</td>
              ${bounded ? html`<td>${bounds[name] === undefined ? "" : quantityOf(name).format(bounds[name])}</td>` : ""}
            </tr>`
        )}
      </tbody>
    </table>
  </div>`;
}

/** The quantities that both tell. */
export function commonOf(before: Totals, after: Totals): readonly QuantityName[] {
  return (Object.keys(quantities) as QuantityName[]).filter(
    (name) => before[name] !== undefined && after[name] !== undefined
  );
}

/** 12.3 % more, 4.00 % less, the same; without a ratio where there is none. */
export function difference(before: number, after: number): string {
  if (before === after) return "the same";
  if (!(before > 0)) return after > before ? "more" : "less";
  const share = Math.abs(after / before - 1);
  if (share < 5e-5) return "nearly the same";
  return `${formatShare(share)} ${after > before ? "more" : "less"}`;
}

/** Scores and entropies have more digits than mean anything. */
function rounded(name: QuantityName, value: number): number {
  return quantityOf(name).log ? value : Math.round(value);
}
