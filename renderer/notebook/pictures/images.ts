import {html} from "./html.ts";
import {domainOf, type Scheme} from "./colour.ts";
import {figure} from "./figure.ts";
import {formatNumber} from "./numbers.ts";
import {planeOf, toPlanes, type Planes} from "../../../kernels/insight/plane.ts";
import {probe} from "./probe.ts";
import {paint, paintColour, raster} from "./raster.ts";

export interface Labelled {
  /** What `toPlanes` takes. */
  readonly picture: unknown;
  readonly label?: string;
  /** `wrong` sets the label in the colour of faults. */
  readonly tone?: "wrong";
}

export interface ImagesOptions {
  title?: string;
  caption?: string;
  /** Width of each on the page in CSS pixels; default 84. */
  width?: number;
  /** `grey` by default for one channel; three channels with grey are drawn in colour. */
  scheme?: Scheme;
  /** One scale for all of them; each its own if absent. */
  domain?: readonly [low: number, high: number];
}

/** Pictures side by side with a label each: samples, predictions, a picture and its reconstruction. */
export function images(entries: readonly (Labelled | Planes)[], options: ImagesOptions = {}): HTMLElement {
  const {title = "images", caption = "", width = 84, scheme = "grey", domain} = options;
  const cards = entries.map((entry, i) => {
    const {picture, label = "", tone}: Labelled = "picture" in entry ? entry : {picture: entry};
    const planes = toPlanes(picture);
    const [channels, height, columns] = planes.shape;
    const canvas = raster(columns, height, width / columns);
    const scale = domain ?? domainOf(planes.data, scheme);
    if (channels === 3 && scheme === "grey")
      paintColour(canvas, [planeOf(planes, 0), planeOf(planes, 1), planeOf(planes, 2)], scale);
    else paint(canvas, [{plane: planeOf(planes, 0), x: 0, y: 0, scheme, domain: scale}]);
    canvas.setAttribute("aria-label", label || `${title}, number ${i + 1}`);
    const readout = probe(canvas, {
      read: ({x, y}) =>
        `row ${y}, column ${x}: ${Array.from({length: Math.min(3, channels)}, (_, c) => formatNumber(planes.data[(c * height + y) * columns + x])).join(", ")}`
    });
    return html`<div data-tone=${tone ?? ""} style=${{width: `${width}px`}}>
      ${canvas}${label && html`<div>${label}</div>`}${readout}
    </div>`;
  });
  return figure({
    title,
    summary: `${entries.length} ${entries.length === 1 ? "picture" : "pictures"}`,
    caption,
    content: html`<div class="picture-images">${cards}</div>`,
    image: () => cards[0]?.querySelector("canvas") ?? null
  });
}
