import {compareRows, type ComparedRow} from "./compareRows.ts";
import {figure} from "./figure.ts";
import {html} from "./html.ts";
import {formatBytes, formatCount, formatShort} from "./numbers.ts";

/** One line of the table: a block or a single operation. Lines stand in the order of the network, parents before children. */
export interface NetworkRow {
  /** `layers.0.feedforward`. */
  readonly path: string;
  /** The block's or op's name: `waveMix`, `conv`. */
  readonly kind: string;
  /** How many blocks it stands in. */
  readonly depth: number;
  /** Of one sample, without the batch. */
  readonly shape: readonly number[];
  readonly parameters: number;
  /** Multiply-accumulates of one sample. */
  readonly macs: number;
  /** Float32 values kept for the backward pass of one sample. */
  readonly training: number;
  /** Pixels of the input, per side, that one unit of the output reads; "all" where every pixel counts. */
  readonly field: readonly [height: number, width: number] | "all";
  /** Whether training leaves all of its parameters as they are. */
  readonly frozen?: boolean;
}

export interface NetworkTableOptions {
  title?: string;
  /** Blocks unfolded at first: 0 shows the outermost only. Default 0. */
  depth?: number;
  /** The rows of the network before it was changed: what is new, gone or another is marked. */
  before?: readonly NetworkRow[];
  /** Paths unfolded at first, in the place of `depth`: those of an earlier table that this one takes the place of. */
  open?: Iterable<string>;
}

/** The table on the page. */
export type NetworkTable = HTMLElement & {
  /** The path of the line last chosen. */
  value?: string;
  /** The paths whose parts are shown now. */
  readonly unfolded: ReadonlySet<string>;
};

const marks = {same: "", changed: "", added: "+", removed: "−"};

/**
 * A network as a table: every block with its shape, parameters, multiply-accumulates, training memory and receptive field,
 * and the totals. Blocks unfold to what they are made of. With `before`, the rows of another network, lines that are new, gone
 * or another are marked and numbers stand beside what they were. Its value is the path of the line last chosen; fires `input`.
 */
export function networkTable(
  after: readonly NetworkRow[],
  {title = "network", depth = 0, before, open: kept}: NetworkTableOptions = {}
): NetworkTable {
  const compared = compareRows(after, before);
  const rows = compared.map(({row}) => row);
  const open = new Set(kept ?? rows.filter((row) => row.depth < depth).map(({path}) => path));
  if (before && !kept) openChanges(compared, open);
  const body = html`<tbody></tbody>`;
  // a line is made when it is first seen: large networks have hundreds of lines and show a few
  const lines: HTMLElement[] = [];

  function lineOf(i: number): HTMLElement {
    const {row, was, state} = compared[i];
    const fold = html`<button
      type="button"
      aria-expanded="false"
      aria-label=${`parts of ${row.path || row.kind}`}
      onclick=${() => toggle(row.path)}
    >
      ▸
    </button>`;
    const mark = html`<span class="picture-mark" role="img" aria-label=${state}>${marks[state]}</span>`;
    const parent = (rows[i + 1]?.depth ?? 0) > row.depth;
    return html`<tr data-path=${row.path} class=${`picture-${state}`} onclick=${() => choose(row.path)}>
      <th scope="row" style=${{paddingLeft: `${18 * row.depth + (parent ? 0 : 14)}px`}}>
        ${before && state !== "same" && state !== "changed" ? mark : ""}${parent ? fold : ""}${shortPath(rows, i)}
      </th>
      ${columns.map(({className, show, exact}) => {
        const old = was && show(was) !== show(row) ? html`<s class="picture-was">${show(was)}</s> ` : "";
        return html`<td class=${className} title=${exact(row)}>${old}${show(row)}</td>`;
      })}
    </tr>`;
  }

  function toggle(path: string): void {
    if (!open.delete(path)) open.add(path);
    show();
  }
  function choose(path: string): void {
    frame.value = path;
    frame.dispatchEvent(new Event("input", {bubbles: true}));
  }
  function show(): void {
    const ancestors: string[] = [];
    let above: HTMLElement | undefined;
    rows.forEach((row, i) => {
      ancestors.length = row.depth;
      const seen = ancestors.every((path) => open.has(path));
      ancestors[row.depth] = row.path;
      if (!seen) {
        lines[i]?.remove();
        return;
      }
      const line = (lines[i] ??= lineOf(i));
      const place = above ? above.nextElementSibling : body.firstElementChild;
      if (place !== line) body.insertBefore(line, place);
      const fold = line.querySelector("button");
      fold?.setAttribute("aria-expanded", String(open.has(row.path)));
      if (fold) fold.textContent = open.has(row.path) ? "▾" : "▸";
      above = line;
    });
  }

  const outermost = after.filter((row) => row.depth === 0);
  const total = (column: Counted, of = outermost) => of.reduce((sum, row) => sum + row[column], 0);
  const sum = (column: Counted, show: (count: number) => string) => {
    const [is, was] = [
      show(total(column)),
      before &&
        show(
          total(
            column,
            before.filter((row) => row.depth === 0)
          )
        )
    ];
    return html`<td title=${formatCount(total(column))}>
      ${was && was !== is ? html`<s class="picture-was">${was}</s> ` : ""}${is}
    </td>`;
  };
  const count = (state: ComparedRow["state"]) => compared.filter((line) => line.state === state).length;
  const last = outermost.at(-1);
  const element = figure({
    title,
    summary: `${outermost.length} parts, ${formatCount(total("parameters"))} parameters, ${formatCount(total("macs"))} multiply-accumulates a sample, output ${last?.shape.join("×") ?? "none"}${before ? `; ${count("added")} new, ${count("removed")} gone, ${count("changed")} changed` : ""}`,
    caption:
      "Of one sample. Memory is what the backward pass keeps. The field is the largest over all units; the exact one of a unit is in the receptive-field picture." +
      (before ? " + is new, − is gone; what is struck through is what it was." : ""),
    content: html`<div class="picture-scroll">
      <table class="picture-network">
        <thead>
          <tr>
            <th scope="col">part</th>
            <th scope="col">kind</th>
            <th scope="col">shape</th>
            <th scope="col">parameters</th>
            <th scope="col">MACs</th>
            <th scope="col">memory</th>
            <th scope="col">field</th>
          </tr>
        </thead>
        ${body}
        <tfoot>
          <tr>
            <th scope="row" colspan="3">total</th>
            ${sum("parameters", formatShort)} ${sum("macs", formatShort)}
            ${sum("training", (count) => formatBytes(4 * count))}
            <td></td>
          </tr>
        </tfoot>
      </table>
    </div>`,
    rows: () => [
      ["path", "kind", "shape", "parameters", "macs", "training values", "field", ...(before ? ["state"] : [])],
      ...compared.map(({row, state}) => [
        row.path,
        row.kind,
        row.shape.join("×"),
        row.parameters,
        row.macs,
        row.training,
        fieldOf(row),
        ...(before ? [state] : [])
      ])
    ]
  });
  const frame: NetworkTable = Object.assign(element, {unfolded: open});
  show();
  return frame;
}

type Counted = "parameters" | "macs" | "training";

/** What the columns behind the path show, and say exactly where they are rounded. */
const columns: readonly {
  readonly className: string;
  show(row: NetworkRow): string;
  exact(row: NetworkRow): string;
}[] = [
  {className: "picture-kind", show: ({kind, frozen}) => (frozen ? `${kind}, frozen` : kind), exact: () => ""},
  {className: "", show: ({shape}) => shape.join("×") || "scalar", exact: () => ""},
  {
    className: "",
    show: ({parameters}) => (parameters ? formatShort(parameters) : "–"),
    exact: ({parameters}) => formatCount(parameters)
  },
  {className: "", show: ({macs}) => (macs ? formatShort(macs) : "–"), exact: ({macs}) => formatCount(macs)},
  {
    className: "",
    show: ({training}) => (training ? formatBytes(4 * training) : "–"),
    exact: ({training}) => `${formatCount(training)} values`
  },
  {className: "", show: fieldOf, exact: () => ""}
];

/** What reads no pixel, as a positional encoding, has no field. */
function fieldOf({field}: NetworkRow): string {
  return field === "all" ? "all" : field.every((extent) => extent > 0) ? field.join("×") : "–";
}

/** Unfolds what holds a change inside and is not new or gone as a whole. */
function openChanges(lines: readonly ComparedRow[], open: Set<string>): void {
  const above: ComparedRow[] = [];
  for (const line of lines) {
    above.length = line.row.depth;
    const isNews = line.state === "added" || line.state === "removed";
    if (isNews && above.every(({state}) => state === "same" || state === "changed"))
      for (const {row} of above) open.add(row.path);
    above.push(line);
  }
}

/** What a line adds to the path of the block that it stands in; the kind of a block that adds nothing. */
function shortPath(rows: readonly NetworkRow[], i: number): string {
  const row = rows[i];
  if (row.path === "") return row.kind;
  for (let j = i - 1; j >= 0; --j)
    if (rows[j].depth < row.depth)
      return row.path.startsWith(`${rows[j].path}.`) ? row.path.slice(rows[j].path.length + 1) : row.path;
  return row.path;
}
