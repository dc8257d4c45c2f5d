import {html} from "./html.ts";
import {domainOf} from "./colour.ts";
import {figure, resummarise} from "./figure.ts";
import {planeOf, toPlanes, type Plane} from "../../../kernels/insight/plane.ts";
import {probe} from "./probe.ts";
import {paint, paintColour, raster} from "./raster.ts";

/** Pixels `from … to` of the input, both included, that a row or column of units reads. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What `insight.receptiveField` gives: per row and per column of units the input pixels they can see. */
export interface FieldOfUnits {
  /** The place in the network: `layers.2`. */
  readonly path: string;
  readonly rows: readonly Span[];
  readonly columns: readonly Span[];
  /** Height and width of the network's input. */
  readonly input: readonly [height: number, width: number];
}

export interface ReceptiveFieldOptions {
  title?: string;
  /** Width on the page in CSS pixels; default 336. */
  width?: number;
  /** The effective field: the mean size of the input gradient of the chosen unit, drawn beside in log colours. */
  effective?: Plane;
  /** The unit shown at first; the middle one by default. */
  unit?: readonly [row: number, column: number];
}

/**
 * The theoretical receptive field of a unit over an input picture: the unit under the pointer (or moved by arrow keys) and
 * the box of pixels that can reach it. Its value is the unit, {row, column}; a click keeps it and fires `input`.
 */
export function receptiveField(
  picture: unknown,
  field: FieldOfUnits,
  options: ReceptiveFieldOptions = {}
): HTMLElement {
  const {title = `receptive field of ${field.path}`, width = 336, effective} = options;
  const planes = toPlanes(picture);
  const [channels, height, columns] = planes.shape;
  const [inputHeight, inputWidth] = field.input;
  if (!(height === inputHeight && columns === inputWidth))
    throw new TypeError(
      `picture of ${height}×${columns} does not fit the network's input of ${inputHeight}×${inputWidth}`
    );
  const scale = width / columns;
  const canvas = raster(columns, height, scale);
  if (channels === 3)
    paintColour(canvas, [planeOf(planes, 0), planeOf(planes, 1), planeOf(planes, 2)], domainOf(planes.data, "grey"));
  else {
    const plane = planeOf(planes, 0);
    paint(canvas, [{plane, x: 0, y: 0, scheme: "grey", domain: domainOf(plane.data, "grey")}]);
  }
  const [firstRow, firstColumn] = options.unit ?? [field.rows.length >> 1, field.columns.length >> 1];
  let kept = {row: firstRow, column: firstColumn};

  const box = html`<div class="picture-box"></div>`;
  const cell = html`<div class="picture-unit"></div>`;
  const said = html`<p class="picture-said"></p>`;

  function show({row, column}: {row: number; column: number}): void {
    const rows = field.rows[row];
    const across = field.columns[column];
    place(box, across.from, rows.from, across.to - across.from + 1, rows.to - rows.from + 1);
    const unitWidth = columns / field.columns.length;
    const unitHeight = height / field.rows.length;
    place(cell, column * unitWidth, row * unitHeight, unitWidth, unitHeight);
    const size = `${rows.to - rows.from + 1}×${across.to - across.from + 1}`;
    said.textContent = `unit at row ${row}, column ${column} reads rows ${rows.from}–${rows.to} and columns ${across.from}–${across.to}: ${size} of ${height}×${columns} pixels`;
    resummarise(frame, title, said.textContent);
  }
  function place(element: HTMLElement, x: number, y: number, w: number, h: number): void {
    Object.assign(element.style, {
      left: `${(100 * x) / columns}%`,
      top: `${(100 * y) / height}%`,
      width: `${(100 * w) / columns}%`,
      height: `${(100 * h) / height}%`
    });
  }
  function unitAt(x: number, y: number): {row: number; column: number} {
    return {
      row: Math.min(field.rows.length - 1, Math.floor((y * field.rows.length) / height)),
      column: Math.min(field.columns.length - 1, Math.floor((x * field.columns.length) / columns))
    };
  }

  const readout = probe(canvas, {
    read: ({x, y}) =>
      `pixel at row ${y}, column ${x}: ${Array.from({length: channels}, (_, c) => planes.data[(c * height + y) * columns + x].toPrecision(3)).join(", ")}`,
    enter: (position) => show(position ? unitAt(position.x, position.y) : kept),
    choose({x, y}) {
      kept = unitAt(x, y);
      show(kept);
      frame.value = kept;
      frame.dispatchEvent(new Event("input", {bubbles: true}));
    }
  });
  canvas.setAttribute("aria-label", title);

  const frame: HTMLElement & {value?: {row: number; column: number}} = figure({
    title,
    summary: "",
    caption: effective
      ? "Left: every pixel that can reach the unit, by the structure alone. Right: how much each one does, the mean size of the gradient, in log colours."
      : "Every pixel that can reach the unit, by the structure alone; how much each one does is another question.",
    content: html`<div class="picture-beside">
        <div>
          <div class="picture-over" style=${{width: `${width}px`}}>${canvas}${box}${cell}</div>
          ${readout}
        </div>
        ${effective && heat(effective, width)}
      </div>
      ${said}`,
    image: () => canvas,
    rows: () => [
      ["axis", "unit", "from", "to"],
      ...field.rows.map(({from, to}, i) => ["row", i, from, to]),
      ...field.columns.map(({from, to}, i) => ["column", i, from, to])
    ]
  });
  frame.value = kept;
  show(kept);
  return frame;
}

/** The gradient's size spans decades: its logarithm over the top four, so that the skip connection does not hide the rest. */
function heat({data, height, width: columns}: Plane, width: number): HTMLElement {
  const peak = Array.prototype.reduce.call<ArrayLike<number>, [(a: number, b: number) => number, number], number>(
    data,
    Math.max,
    0
  );
  const logarithm = Float32Array.from(data, (value) => Math.log10(Math.max(value / (peak || 1), 1e-4)));
  const canvas = raster(columns, height, width / columns);
  paint(canvas, [{plane: {data: logarithm, height, width: columns}, x: 0, y: 0, scheme: "viridis", domain: [-4, 0]}]);
  const readout = probe(canvas, {
    read: ({x, y}) =>
      `row ${y}, column ${x}: ${((100 * data[y * columns + x]) / (peak || 1)).toPrecision(3)} % of the peak`
  });
  canvas.setAttribute("aria-label", "effective receptive field");
  return html`<div>${canvas}${readout}</div>`;
}
