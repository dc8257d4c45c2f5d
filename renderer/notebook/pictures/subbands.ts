import {html} from "./html.ts";
import {domainOf, extent} from "./colour.ts";
import {figure} from "./figure.ts";
import {mosaic, type Placed} from "./mosaic.ts";
import type {Plane} from "../../../kernels/insight/plane.ts";
import {probe, type Position} from "./probe.ts";
import {paint, raster, type Tile} from "./raster.ts";
import {formatNumber, formatShare} from "./numbers.ts";

/** What `insight.subbands` gives: levels finest first, the low band of the coarsest, and each band's share of the energy. */
export interface Pyramid {
  readonly wavelet: string;
  readonly orthonormal: boolean;
  readonly levels: readonly {readonly horizontal: Plane; readonly vertical: Plane; readonly diagonal: Plane}[];
  readonly low: Plane;
  readonly energies: readonly {
    readonly level: number;
    readonly band: Placed["band"];
    readonly energy: number;
    readonly share: number;
  }[];
}

export interface SubbandsOptions {
  /** Shown above; default "subbands". */
  title?: string;
  /** Width on the page in CSS pixels; default 380. */
  width?: number;
}

/**
 * The subband pyramid of one picture: the low band top left, details around it, each band with a gain of its own (printed),
 * and the share of the energy in every band. Its value is the chosen band ({level, band}, or null for all), changed by
 * click or Enter on the mosaic; it fires `input`.
 */
export function subbands(pyramid: Pyramid, {title = "subbands", width = 380}: SubbandsOptions = {}): HTMLElement {
  const layout = mosaic(pyramid.levels.map((level) => level.horizontal));
  const canvas = raster(layout.width, layout.height, width / layout.width);
  const gains = new Map(layout.bands.map((band) => [keyOf(band), gainOf(planeAt(pyramid, band), pyramid.low)]));
  const table = energyTable(pyramid, gains);
  let chosen: Placed | null = null;

  function draw(): void {
    if (!chosen) paintAll();
    else {
      canvas.width = chosen.width;
      canvas.height = chosen.height;
      paint(canvas, [tileOf(chosen, 0, 0)]);
    }
    for (const row of table.querySelectorAll<HTMLElement>("tr[data-band]"))
      row.toggleAttribute("data-chosen", chosen !== null && row.dataset.band === keyOf(chosen));
  }
  function paintAll(): void {
    canvas.width = layout.width;
    canvas.height = layout.height;
    paint(
      canvas,
      layout.bands.map((band) => tileOf(band, band.x, band.y))
    );
  }
  function tileOf(band: Placed, x: number, y: number): Tile {
    const plane = planeAt(pyramid, band);
    if (band.band === "low") return {plane, x, y, scheme: "grey", domain: domainOf(plane.data, "grey")};
    const [, reach] = domainOf(pyramid.low.data, "signed");
    return {plane, x, y, scheme: "signed", domain: [-reach, reach], gain: gains.get(keyOf(band))};
  }
  function bandAt({x, y}: Position): {band: Placed; row: number; column: number} | undefined {
    if (chosen) return {band: chosen, row: y, column: x};
    const band = layout.bands.find((b) => x >= b.x && x < b.x + b.width && y >= b.y && y < b.y + b.height);
    return band && {band, row: y - band.y, column: x - band.x};
  }
  function choose(band: Placed | null): void {
    chosen = band;
    draw();
    frame.value = band && {level: band.level, band: band.band};
    frame.dispatchEvent(new Event("input", {bubbles: true}));
  }

  const readout = probe(canvas, {
    read(position) {
      const at = bandAt(position);
      if (!at) return "between bands";
      const value = planeAt(pyramid, at.band).data[at.row * at.band.width + at.column];
      return `${nameOf(at.band)}, row ${at.row}, column ${at.column}: ${formatNumber(value)}`;
    },
    choose: (position) => choose(chosen ? null : (bandAt(position)?.band ?? null))
  });
  canvas.setAttribute("aria-label", `${title}, ${pyramid.levels.length} levels of ${pyramid.wavelet}`);
  canvas.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !chosen) return;
    event.stopPropagation(); // Escape goes back to the mosaic first, and only then leaves the picture
    choose(null);
  });

  const low = pyramid.energies.find(({band}) => band === "low");
  const frame: HTMLElement & {value?: {level: number; band: Placed["band"]} | null} = figure({
    title,
    summary: `${pyramid.levels.length} levels of ${pyramid.wavelet}; ${formatShare(low?.share ?? 0)} of the energy is in the low band`,
    caption: pyramid.orthonormal
      ? "Each detail band has its own gain, printed beside it; click a band to see it alone. Shares are of the energy of all coefficients."
      : `Each detail band has its own gain, printed beside it. ${pyramid.wavelet} is not orthonormal, so the shares describe its coefficients, not the picture's energy.`,
    content: html`<div class="picture-beside">
      <div>${canvas}${readout}</div>
      ${table}
    </div>`,
    image: () => canvas,
    rows: () => [
      ["level", "band", "energy", "share"],
      ...pyramid.energies.map(({level, band, energy, share}) => [level, band, energy, share])
    ]
  });
  frame.value = null;
  draw();
  return frame;
}

function energyTable({energies}: Pyramid, gains: ReadonlyMap<string, number>): HTMLElement {
  const details = energies.filter(({band}) => band !== "low");
  const most = Math.max(...details.map(({share}) => share)) || 1;
  return html`<table class="picture-bands">
    <thead>
      <tr>
        <th scope="col">band</th>
        <th scope="col" colspan="2">energy</th>
        <th scope="col">gain</th>
      </tr>
    </thead>
    <tbody>
      ${energies.map(
        (entry) =>
          html`<tr data-band=${keyOf(entry)}>
            <th scope="row">${nameOf(entry)}</th>
            <td class="picture-bar">
              ${entry.band === "low" ? "" : html`<i style=${{width: `${(100 * entry.share) / most}%`}}></i>`}
            </td>
            <td>${formatShare(entry.share)}</td>
            <td>${entry.band === "low" ? "" : `×${formatNumber(gains.get(keyOf(entry)) ?? 1)}`}</td>
          </tr>`
      )}
    </tbody>
  </table>`;
}

/** Details are 20 to 100 times weaker than the low band: the largest power of two that keeps them inside its scale. */
function gainOf(plane: Plane, low: Plane): number {
  const [from, to] = extent(plane.data);
  const reach = Math.max(Math.abs(from), Math.abs(to));
  const [lowFrom, lowTo] = extent(low.data);
  const room = Math.max(Math.abs(lowFrom), Math.abs(lowTo));
  return reach > 0 && room > reach ? 2 ** Math.floor(Math.log2(room / reach)) : 1;
}

function planeAt(pyramid: Pyramid, {level, band}: Pick<Placed, "level" | "band">): Plane {
  return band === "low" ? pyramid.low : pyramid.levels[level - 1][band];
}

function keyOf({level, band}: Pick<Placed, "level" | "band">): string {
  return `${level} ${band}`;
}

function nameOf({level, band}: Pick<Placed, "level" | "band">): string {
  return band === "low" ? `low, level ${level}` : `${band} edges, level ${level}`;
}
