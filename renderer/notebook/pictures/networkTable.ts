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
}

export interface NetworkTableOptions {
  title?: string;
  /** Blocks unfolded at first: 0 shows the outermost only. Default 0. */
  depth?: number;
}

/**
 * A network as a table: every block with its shape, parameters, multiply-accumulates, training memory and receptive field,
 * and the totals. Blocks unfold to what they are made of. Its value is the path of the line last chosen; fires `input`.
 */
export function networkTable(
  rows: readonly NetworkRow[],
  {title = "network", depth = 0}: NetworkTableOptions = {}
): HTMLElement {
  const outermost = rows.filter((row) => row.depth === 0);
  const total = (column: "parameters" | "macs" | "training") => outermost.reduce((sum, row) => sum + row[column], 0);
  const open = new Set(rows.filter((row) => row.depth < depth).map(({path}) => path));
  const lines = rows.map((row, i) => {
    const parent = (rows[i + 1]?.depth ?? 0) > row.depth;
    const fold = html`<button
      type="button"
      aria-expanded="false"
      aria-label=${`parts of ${row.path}`}
      onclick=${() => toggle(row.path)}
    >
      ▸
    </button>`;
    return html`<tr data-path=${row.path} onclick=${() => choose(row.path)}>
      <th scope="row" style=${{paddingLeft: `${18 * row.depth + (parent ? 0 : 14)}px`}}>
        ${parent ? fold : ""}${shortPath(rows, i)}
      </th>
      <td class="picture-kind">${row.kind}</td>
      <td>${row.shape.join("×") || "scalar"}</td>
      <td title=${formatCount(row.parameters)}>${row.parameters ? formatShort(row.parameters) : "–"}</td>
      <td title=${formatCount(row.macs)}>${row.macs ? formatShort(row.macs) : "–"}</td>
      <td title=${`${formatCount(row.training)} values`}>${row.training ? formatBytes(4 * row.training) : "–"}</td>
      <td>${row.field === "all" ? "all" : row.field.join("×")}</td>
    </tr>`;
  });

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
    rows.forEach((row, i) => {
      ancestors.length = row.depth;
      lines[i].hidden = !ancestors.every((path) => open.has(path));
      const fold = lines[i].querySelector("button");
      fold?.setAttribute("aria-expanded", String(open.has(row.path)));
      if (fold) fold.textContent = open.has(row.path) ? "▾" : "▸";
      ancestors[row.depth] = row.path;
    });
  }

  const last = outermost.at(-1);
  const frame: HTMLElement & {value?: string} = figure({
    title,
    summary: `${outermost.length} parts, ${formatCount(total("parameters"))} parameters, ${formatCount(total("macs"))} multiply-accumulates a sample, output ${last?.shape.join("×") ?? "none"}`,
    caption:
      "Of one sample. Memory is what the backward pass keeps. The field is the largest over all units; the exact one of a unit is in the receptive-field picture.",
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
        <tbody>
          ${lines}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colspan="3">total</th>
            <td title=${formatCount(total("parameters"))}>${formatShort(total("parameters"))}</td>
            <td title=${formatCount(total("macs"))}>${formatShort(total("macs"))}</td>
            <td>${formatBytes(4 * total("training"))}</td>
            <td></td>
          </tr>
        </tfoot>
      </table>
    </div>`,
    rows: () => [
      ["path", "kind", "shape", "parameters", "macs", "training values", "field"],
      ...rows.map((row) => [
        row.path,
        row.kind,
        row.shape.join("×"),
        row.parameters,
        row.macs,
        row.training,
        row.field === "all" ? "all" : row.field.join("×")
      ])
    ]
  });
  show();
  return frame;
}

/** What a line adds to the path of the block that it stands in. */
function shortPath(rows: readonly NetworkRow[], i: number): string {
  const row = rows[i];
  for (let j = i - 1; j >= 0; --j)
    if (rows[j].depth < row.depth)
      return row.path.startsWith(`${rows[j].path}.`) ? row.path.slice(rows[j].path.length + 1) : row.path;
  return row.path;
}
