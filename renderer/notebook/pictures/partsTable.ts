import {html} from "./html.ts";
import {formatCount} from "./numbers.ts";

/** An item of a structure: a convolution, or a super block of L blocks with a bottleneck. */
export interface PartItem {
  readonly class: string;
  readonly out: number;
  readonly k: number;
  readonly s: number;
  readonly btn?: number;
  readonly L?: number;
}

const columns: readonly (readonly [label: string, of: (part: Part) => number | undefined])[] = [
  ["width", ({item}) => item.out],
  ["depth", ({item}) => item.L],
  ["kernel", ({item}) => item.k],
  ["bottleneck", ({item}) => item.btn],
  ["side", ({side}) => side]
];

interface Part {
  readonly item: PartItem;
  /** Of what it gives. */
  readonly side: number;
}

/** Two structures part by part: what is the same once, what differs before and after. */
export function partsTable(before: readonly PartItem[], after: readonly PartItem[], image: number): HTMLElement {
  const pairs = pairsOf(partsOf(before, image), partsOf(after, image));
  return html`<div class="picture-scroll">
    <table class="picture-parts">
      <thead>
        <tr>
          <th scope="col">part</th>
          ${columns.map(([label]) => html`<th scope="col">${label}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${pairs.map(
          ([name, was, is]) =>
            html`<tr>
              <th scope="row">${name}</th>
              ${columns.map(([, of]) => html`<td>${change(was && of(was), is && of(is))}</td>`)}
            </tr>`
        )}
      </tbody>
    </table>
  </div>`;
}

function partsOf(items: readonly PartItem[], image: number): readonly Part[] {
  let side = image;
  return items.map((item) => ({item, side: (side = Math.floor(side / item.s))}));
}

type Pair = readonly [name: string, before: Part | undefined, after: Part | undefined];

/** Super blocks go together by number, stem with stem, head with head. */
function pairsOf(before: readonly Part[], after: readonly Part[]): readonly Pair[] {
  const split = (parts: readonly Part[]) => {
    const isBlock = ({item}: Part) => item.L !== undefined;
    const first = parts.findIndex(isBlock);
    const from = first < 0 ? parts.length : first;
    const last = parts.findLastIndex(isBlock) + 1;
    return {
      stem: parts.slice(0, from),
      blocks: parts.slice(from, last || from),
      head: parts.slice(Math.max(from, last))
    };
  };
  const [was, is] = [split(before), split(after)];
  return (["stem", "blocks", "head"] as const).flatMap((group) =>
    Array.from({length: Math.max(was[group].length, is[group].length)}, (_, i): Pair => {
      const [a, b] = [was[group][i], is[group][i]];
      const kinds = [...new Set([a, b].filter(Boolean).map(({item}) => item.class.replace("SuperRes", "")))];
      return [group === "blocks" ? `${i + 1} ${kinds.join(" → ")}` : group, a, b];
    })
  );
}

function change(was: number | undefined, is: number | undefined): HTMLElement | string {
  const write = (value: number | undefined) => (value === undefined ? "–" : formatCount(value));
  if (was === is) return write(is);
  return html`<span><span class="picture-was">${write(was)} →</span> <b>${write(is)}</b></span>`;
}
