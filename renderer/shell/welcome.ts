import {effect} from "@preact/signals-core";
import type {Desk} from "./desk.ts";
import {element} from "./element.ts";
import {isNotebook, nameOf} from "./fileTree.ts";
import type {Settings} from "./settings.ts";

/** What the stage shows while no notebook is open: recent ones, or how to begin. */
export function welcome(desk: Desk, {recent}: Settings, create: () => void): HTMLElement {
  const page = element("div", {class: "welcome"});
  effect(() => {
    const files = desk.files.value;
    page.hidden = desk.current.value !== null || desk.opening.value !== null || files === null;
    if (page.hidden || files === null) return;
    const notebooks = files.filter(({path}) => isNotebook(path)).map(({path}) => path);
    const latest = recent.value.filter((path) => notebooks.includes(path)).slice(0, 6);
    const shown = latest.length > 0 ? latest : notebooks.slice(0, 6);
    page.replaceChildren(
      element("h1", {}, notebooks.length === 0 ? "No notebooks here yet" : "Subband"),
      element(
        "p",
        {class: "muted"},
        notebooks.length === 0
          ? `Notebooks are files of your own, in ${desk.root.value}.`
          : latest.length > 0
            ? "Where you were last:"
            : `Notebooks in ${desk.root.value}:`
      ),
      element(
        "ul",
        {},
        ...shown.map((path) =>
          element(
            "li",
            {},
            element(
              "button",
              {
                class: "link",
                title: path,
                onclick: (event: MouseEvent) => void desk.show(path, {paused: event.shiftKey})
              },
              nameOf(path)
            )
          )
        )
      ),
      element("button", {class: notebooks.length === 0 ? "primary" : "", onclick: create}, "New notebook")
    );
  });
  return page;
}
