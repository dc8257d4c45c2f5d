import type {Conflict} from "../protocol/messages.ts";
import {element} from "./element.ts";
import {lineDifference} from "./lineDifference.ts";
import type {Choice} from "./surroundings.ts";

function pane(heading: string, before: string | null, after: string | null): HTMLElement {
  const body =
    after === null
      ? element("p", {class: "muted"}, "deleted here")
      : element(
          "pre",
          {tabindex: 0, "aria-label": heading},
          ...lineDifference(before ?? "", after)
            .filter(({kind}) => kind !== "-")
            .map(({kind, text}) => element("span", {class: kind === "+" ? "line changed" : "line"}, text + "\n"))
        );
  return element("div", {class: "pane"}, element("h4", {}, heading), body);
}

/** Shows what could not be merged, both texts side by side with the changed lines marked, and asks which to keep. */
export function askConflict(name: string, cells: readonly Conflict[]): Promise<Choice | null> {
  return new Promise((resolve) => {
    let choice: Choice | null = null;
    const button = (label: string, value: Choice | null, kind = "") =>
      element(
        "button",
        {
          class: kind,
          onclick: () => {
            choice = value;
            dialog.close();
          }
        },
        label
      );
    const count = cells.length === 1 ? "One cell was" : `${cells.length} cells were`;
    const dialog = element(
      "dialog",
      {
        class: "dialog conflict",
        "aria-labelledby": "conflict-title",
        onclose: () => {
          dialog.remove();
          resolve(choice);
        }
      },
      element("h2", {id: "conflict-title"}, `${name} was changed outside Subband`),
      element(
        "p",
        {class: "muted"},
        `${count} changed here as well. Everything else merges by itself; nothing has been overwritten.`
      ),
      element(
        "div",
        {class: "cells"},
        ...cells.map(({cell, base, ours, theirs}) =>
          element(
            "section",
            {"aria-label": `Cell ${cell}`},
            element("h3", {}, `Cell ${cell}`),
            element("div", {class: "panes"}, pane("Here", base, ours), pane("In the file", base, theirs))
          )
        )
      ),
      element(
        "div",
        {class: "buttons"},
        button("Decide later", null),
        element("span", {class: "spring"}),
        button("Take the file’s", "theirs"),
        button("Keep both", "both"),
        button("Keep mine", "ours", "primary")
      )
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}
