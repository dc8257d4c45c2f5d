import type {Completion} from "@codemirror/autocomplete";
import {docWords} from "./docWords.ts";

/** The text of a docstring beside a list of completions. */
export function docInfo(text: string): Completion["info"] {
  return () => {
    const element = document.createElement("div");
    element.append(...docWords(text));
    return element;
  };
}
