import {effect} from "@preact/signals-core";
import type {Desk} from "./desk.ts";
import {element} from "./element.ts";
import {nameOf} from "./fileTree.ts";
import type {OpenNotebook} from "./openNotebook.ts";

interface BannerAction {
  readonly label: string;
  readonly run: () => void;
  readonly primary?: boolean;
}
interface Banner {
  readonly tone: "calm" | "warn" | "danger";
  readonly text: string;
  readonly actions: readonly BannerAction[];
}

/** The time of day, with the date where that is not today: `12:03`, `3 Nov, 12:03`. */
export function readableTime(at: number, now: number): string {
  const time = new Date(at);
  const clock = time.toLocaleTimeString("en-GB", {hour: "2-digit", minute: "2-digit"});
  if (time.toDateString() === new Date(now).toDateString()) return clock;
  return `${time.toLocaleDateString("en-GB", {day: "numeric", month: "short"})}, ${clock}`;
}

/** The one thing that most needs saying about a notebook; null when there is nothing. */
export function bannerFor(
  notebook: OpenNotebook,
  {undone, now}: {undone: (back: () => void) => void; now: number}
): Banner | null {
  const phase = notebook.phase.value;
  const state = notebook.keeper.state.value;
  const restart = {label: "Restart", run: () => notebook.restart(), primary: true};
  if (phase.kind === "lost")
    return {tone: "danger", text: `The notebook stopped: ${phase.reason}. What was typed is safe.`, actions: [restart]};
  if (notebook.conflicting.value)
    return {
      tone: "warn",
      text: "The file was changed outside Subband, and so were the same cells here.",
      actions: [{label: "Compare", run: () => void notebook.settleConflict(), primary: true}]
    };
  if (state.kind === "missing")
    return {
      tone: "warn",
      text: "The file was deleted or moved outside Subband. What is shown here is kept.",
      actions: [{label: "Write it again", run: () => void notebook.keeper.save(), primary: true}]
    };
  if (phase.kind === "preview")
    return {
      tone: "calm",
      text: "This notebook was not made here. It is shown as text and runs nothing until you say so.",
      actions: [{label: "Run", run: () => void notebook.run(), primary: true}]
    };
  if (notebook.unwritable.value !== null)
    return {tone: "warn", text: `Not saved: ${notebook.unwritable.value}.`, actions: []};
  if (notebook.restored.value !== null)
    return {
      tone: "calm",
      text: `Restored unsaved changes from ${readableTime(notebook.restored.value, now)}.`,
      actions: [
        {label: "Undo to file", run: () => undone(notebook.undoRestore())},
        {label: "Keep", run: () => notebook.keepRestored(), primary: true}
      ]
    };
  if (phase.kind === "paused")
    return {
      tone: phase.hung === undefined ? "calm" : "warn",
      text:
        phase.hung === undefined
          ? "Opened without running. Cells run when you run them."
          : `Cell ${phase.hung} did not end last time, so nothing runs yet.`,
      actions: [
        ...(phase.hung === undefined
          ? []
          : [{label: `Show cell ${phase.hung}`, run: () => notebook.reveal(phase.hung as number)}]),
        {label: "Run all", run: () => void notebook.run(), primary: true}
      ]
    };
  if (notebook.outsider.value)
    return {
      tone: "calm",
      text: "Cells came in from outside Subband. They wait until you run them.",
      actions: [{label: "Run", run: () => void notebook.run(), primary: true}]
    };
  return null;
}

/** The line above the notebook. It lives in the shell, where a notebook can neither draw nor press. */
export function bannerBar(desk: Desk, undone: (notebook: OpenNotebook, back: () => void) => void): HTMLElement {
  const bar = element("div", {
    class: "banner",
    role: "region",
    "aria-label": "About this notebook",
    "aria-live": "polite"
  });
  let shown = "";
  effect(() => {
    const notebook = desk.current.value;
    const banner = notebook && bannerFor(notebook, {undone: (back) => undone(notebook, back), now: Date.now()});
    const key = JSON.stringify([notebook?.path, banner]);
    if (key === shown) return;
    shown = key;
    bar.hidden = !banner;
    if (!banner) return bar.replaceChildren();
    bar.dataset.tone = banner.tone;
    bar.replaceChildren(
      element("span", {class: "banner-text"}, banner.text),
      ...banner.actions.map(({label, run, primary}) =>
        element(
          "button",
          {class: primary ? "primary" : "", onclick: run, "aria-label": `${label}: ${nameOf(notebook?.path ?? "")}`},
          label
        )
      )
    );
  });
  return bar;
}
