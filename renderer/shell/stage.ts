import {effect} from "@preact/signals-core";
import type {Desk} from "./desk.ts";
import {element} from "./element.ts";

/**
 * Where the notebooks' frames stand, one above the other; only the current one is seen and can be reached. The others
 * keep their page: `visibility`, not `display`, so that they are laid out and their runs go on.
 */
export function stage(desk: Desk): {frames: HTMLElement; seen: HTMLElement} {
  const frames = element("div", {class: "frames"});
  const opening = element("p", {class: "opening muted", role: "status"});
  const seen = element("div", {class: "stage"}, frames, opening);
  effect(() => {
    const current = desk.current.value;
    const seen = current?.element.value;
    for (const frame of frames.children) {
      const shown = frame === seen;
      frame.toggleAttribute("inert", !shown);
      frame.classList.toggle("shown", shown);
    }
  });
  effect(() => {
    const current = desk.current.value;
    const path = desk.opening.value;
    opening.hidden = path === null && current?.phase.value.kind !== "loading";
    opening.textContent = path === null ? "" : "Opening…";
  });
  return {frames, seen};
}
