import {effect} from "@preact/signals-core";
import type {Desk} from "./desk.ts";
import {element} from "./element.ts";

/** The headings of the current notebook; choosing one scrolls to its cell. Absent while there is none. */
export function outlineList(desk: Desk): HTMLElement {
  const list = element("ul", {class: "outline"});
  const section = element("section", {class: "section", "aria-label": "Outline"}, element("h2", {}, "Outline"), list);
  effect(() => {
    const entries = desk.current.value?.outline.value ?? [];
    section.hidden = entries.length === 0;
    const top = Math.min(...entries.map(({level}) => level));
    list.replaceChildren(
      ...entries.map(({cell, level, text}) =>
        element(
          "li",
          {},
          element(
            "button",
            {
              class: "row",
              style: `--level: ${level - top}`,
              title: text,
              onclick: () => desk.current.value?.reveal(cell)
            },
            element("span", {class: "name"}, text || "(no text)")
          )
        )
      )
    );
  });
  return section;
}
