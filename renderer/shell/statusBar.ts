import {effect} from "@preact/signals-core";
import type {Desk} from "./desk.ts";
import {element} from "./element.ts";
import {icon} from "./icon.ts";
import type {FileState} from "./keeper.ts";
import type {OpenNotebook} from "./openNotebook.ts";

const words: Record<FileState["kind"], {label: string; hint: string}> = {
  saved: {label: "saved", hint: "The file holds what you see."},
  unsaved: {label: "edited", hint: "About to be kept."},
  journaled: {label: "kept, not yet saved", hint: "Safe from a crash, not in the file yet. Click to save."},
  saving: {label: "saving", hint: "The file is being written."},
  conflict: {label: "conflict", hint: "The file was changed outside Subband. Click to compare."},
  missing: {label: "file gone", hint: "The file was deleted or moved. Click to write it again."},
  error: {label: "not saved", hint: ""}
};

const names = {webgpu: "WebGPU", webgl: "WebGL", wasm: "wasm", cpu: "CPU"};

function fileButton(notebook: OpenNotebook): HTMLElement {
  const state = notebook.keeper.state.value;
  const {label, hint} = words[state.kind];
  if (notebook.phase.value.kind === "preview")
    return element("span", {class: "item", title: "Not trusted: shown as text."}, "preview");
  return element(
    "button",
    {
      class: "item file-state",
      "data-state": state.kind,
      title: state.kind === "error" ? state.message : hint,
      onclick: () => void (state.kind === "conflict" ? notebook.settleConflict() : notebook.keeper.save())
    },
    element("span", {class: "dot", "aria-hidden": "true"}),
    label
  );
}

function runningButton(notebook: OpenNotebook): HTMLElement | false {
  const slow = notebook.slow.value;
  const cell = slow ?? notebook.status.value?.running ?? null;
  if (notebook.silent.value || slow !== null) {
    const text = slow === null ? "the notebook does not answer" : `cell ${slow} does not answer`;
    return element("span", {class: "item warn", role: "alert"}, text);
  }
  if (cell === null) return false;
  return element(
    "button",
    {class: "item running", title: "Go to the running cell", onclick: () => notebook.reveal(cell)},
    element("span", {class: "pulse", "aria-hidden": "true"}),
    `cell ${cell}`
  );
}

function backendButton(notebook: OpenNotebook): HTMLElement | false {
  const status = notebook.status.value;
  if (!status || status.backend === null) return false;
  const name = names[status.backend];
  const hint = [status.device, status.reason].filter((text) => text !== "").join(" · ");
  const more = element(
    "div",
    {id: "backend-more", class: "menu note", popover: "auto"},
    element("strong", {}, name),
    element("p", {}, status.device || "no device name"),
    element("p", {class: "muted"}, status.reason || "chosen without a reason")
  );
  return element(
    "div",
    {class: "anchor"},
    element(
      "button",
      {class: "item", title: hint, popovertarget: "backend-more", "aria-label": `Backend: ${name}. ${hint}`},
      name
    ),
    more
  );
}

/** The slim line at the bottom: the file's state, what runs, on what it runs, and the way to start anew. */
export function statusBar(
  desk: Desk,
  {toggleSidebar, offline}: {toggleSidebar: () => void; offline: () => boolean}
): HTMLElement {
  const left = element("div", {class: "status-side"});
  const right = element("div", {class: "status-side"});
  const toggle = element(
    "button",
    {class: "item square", "aria-label": "Files and outline", title: "Files and outline", onclick: toggleSidebar},
    icon("sidebar")
  );
  effect(() => {
    const notebook = desk.current.value;
    const away = offline() && element("span", {class: "item danger", role: "alert"}, "Subband’s host does not answer");
    left.replaceChildren(...[away, notebook && fileButton(notebook)].filter((part) => part instanceof Node));
  });
  effect(() => {
    const notebook = desk.current.value;
    const parts = notebook
      ? [
          runningButton(notebook),
          backendButton(notebook),
          element(
            "button",
            {class: "item", title: "Replace the notebook’s page by a new one", onclick: () => notebook.restart()},
            icon("restart"),
            "Restart"
          )
        ]
      : [];
    right.replaceChildren(...parts.filter((part) => part instanceof Node));
  });
  return element(
    "footer",
    {class: "status", "aria-label": "Status"},
    toggle,
    left,
    element("span", {class: "spring"}),
    right
  );
}
