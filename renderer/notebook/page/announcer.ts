import {html} from "../pictures/html.ts";

/** Speaks to screen readers without showing anything; the same words twice are said twice. */
export function createAnnouncer(root: HTMLElement): (text: string) => void {
  const region = html`<div class="announcer" aria-live="polite"></div>`;
  root.append(region);
  return (text) => region.replaceChildren(html`<span>${text}</span>`);
}
