import {effect} from "@preact/signals-core";
import type {Desk} from "./desk.ts";
import {element} from "./element.ts";
import {type FileActions, fileList} from "./fileList.ts";
import {icon} from "./icon.ts";
import {outlineList} from "./outlineList.ts";
import type {Settings} from "./settings.ts";

/** Files above, outline below. */
export function sidebar(
  desk: Desk,
  settings: Settings,
  actions: FileActions & {create(): void; palette(): void}
): HTMLElement {
  const name = element("h2", {class: "workspace"});
  effect(() => {
    const root = desk.root.value;
    name.textContent = root.split(/[/\\]/).filter(Boolean).pop() ?? root;
    name.title = root;
  });
  const bar = element(
    "nav",
    {class: "sidebar", id: "sidebar", "aria-label": "Files and outline"},
    element(
      "section",
      {class: "section files-section", "aria-label": "Workspace"},
      element(
        "div",
        {class: "head"},
        name,
        element(
          "button",
          {
            class: "quiet square",
            "aria-label": "Find a notebook or a command",
            title: "Find",
            onclick: actions.palette
          },
          icon("search")
        ),
        element(
          "button",
          {class: "quiet square", "aria-label": "New notebook", title: "New notebook", onclick: actions.create},
          icon("plus")
        )
      ),
      fileList(desk, settings, actions)
    ),
    outlineList(desk)
  );
  effect(() => {
    document.body.dataset.sidebar = settings.sidebar.value ? "open" : "closed";
    // A closed sidebar is out of the tab order as well as out of sight.
    bar.inert = !settings.sidebar.value;
  });
  return bar;
}
