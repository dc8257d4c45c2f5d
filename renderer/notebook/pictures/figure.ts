import {html} from "./html.ts";

/** What every picture offers besides its pixels. */
export interface FigureParts {
  /** A short name, shown above and spoken first. */
  title: string;
  /** One or two sentences that say what is seen in numbers: the text alternative. */
  summary: string;
  /** What the picture shows and what it does not. */
  caption: string;
  content: Node;
  /** Rows of the data for CSV, the first the header. Made when asked for. */
  rows?: () => readonly (readonly (string | number)[])[];
  /** The canvas or SVG that "PNG" or "SVG" saves. */
  image?: () => HTMLCanvasElement | SVGSVGElement | null;
}

/** The frame of a picture: title, content, a line for the value under the pointer, caption, and ways to take the data. */
export function figure({title, summary, caption, content, rows, image}: FigureParts): HTMLElement {
  const saves = [
    image && html`<button type="button" onclick=${() => saveImage(title, image())}>image</button>`,
    rows &&
      html`<button type="button" onclick=${() => save(`${title}.csv`, new Blob([csv(rows())], {type: "text/csv"}))}>
        CSV
      </button>`
  ].filter(Boolean);
  return html`<figure class="picture" role="group" aria-label=${`${title}. ${summary}`}>
    <div class="picture-head">
      <span class="picture-title">${title}</span><span class="picture-saves">${saves}</span>
    </div>
    ${content}
    <figcaption>${caption}</figcaption>
  </figure>`;
}

/** The summary changes as a live picture does. */
export function resummarise(frame: HTMLElement, title: string, summary: string): void {
  frame.setAttribute("aria-label", `${title}. ${summary}`);
}

function csv(rows: readonly (readonly (string | number)[])[]): string {
  const field = (value: string | number) =>
    /[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : value;
  return rows.map((row) => row.map(field).join(",")).join("\n") + "\n";
}

async function saveImage(title: string, element: HTMLCanvasElement | SVGSVGElement | null): Promise<void> {
  if (element instanceof HTMLCanvasElement) {
    const blob = await new Promise<Blob | null>((resolve) => element.toBlob(resolve));
    if (blob) save(`${title}.png`, blob);
  } else if (element) {
    save(`${title}.svg`, new Blob([new XMLSerializer().serializeToString(element)], {type: "image/svg+xml"}));
  }
}

function save(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name.replaceAll(/[^\w.-]+/g, "-");
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
