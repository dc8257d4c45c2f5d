import {classHighlighter, highlightCode} from "@lezer/highlight";
import type {Mode} from "../format/notebook.ts";
import {languageOf} from "./languages.ts";

/** The source as coloured text nodes, in the same classes that the editor uses. */
export function highlight(source: string, mode: Mode): DocumentFragment {
  const fragment = document.createDocumentFragment();
  const language = languageOf(mode);
  if (!language) {
    fragment.append(source);
    return fragment;
  }
  highlightCode(
    source,
    language.parser.parse(source),
    classHighlighter,
    (text, classes) => {
      if (!classes) return fragment.append(text);
      const span = document.createElement("span");
      span.className = classes;
      span.textContent = text;
      fragment.append(span);
    },
    () => fragment.append("\n")
  );
  return fragment;
}
