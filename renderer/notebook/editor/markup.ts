// Markdown and HTML, with the CSS that they may hold: a piece of their own, as most cells are code.
import {html} from "@codemirror/lang-html";
import {javascriptLanguage} from "@codemirror/lang-javascript";
import {markdown, markdownLanguage} from "@codemirror/lang-markdown";

/** The grammars with what belongs to them while editing: closing tags, list continuation. */
export const markup = {
  md: markdown({base: markdownLanguage, codeLanguages: () => javascriptLanguage}),
  html: html()
};
