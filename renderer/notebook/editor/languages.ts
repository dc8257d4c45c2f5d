import {html, htmlLanguage} from "@codemirror/lang-html";
import {javascriptLanguage, localCompletionSource, typescriptLanguage} from "@codemirror/lang-javascript";
import {markdown, markdownLanguage} from "@codemirror/lang-markdown";
import {LanguageSupport, StreamLanguage, type Language} from "@codemirror/language";
import type {Mode} from "../format/notebook.ts";

/** TeX as far as reading it needs: commands, comments, braces. */
const texLanguage = StreamLanguage.define<null>({
  name: "tex",
  startState: () => null,
  token(stream) {
    if (stream.match(/^%.*/)) return "comment";
    if (stream.match(/^\\(?:[a-zA-Z]+|.)/)) return "keyword";
    if (stream.match(/^[{}]/)) return "brace";
    if (stream.match(/^\d+(?:\.\d+)?/)) return "number";
    stream.next();
    return null;
  }
});

const languages: Partial<Record<Mode, Language>> = {
  js: javascriptLanguage,
  ojs: javascriptLanguage,
  node: javascriptLanguage,
  ts: typescriptLanguage,
  md: markdownLanguage,
  html: htmlLanguage,
  tex: texLanguage
};

/** The grammar of a mode; undefined for those that are kept as plain text. */
export function languageOf(mode: Mode): Language | undefined {
  return languages[mode];
}

/** The grammar with what belongs to it while editing: closing tags, list continuation, local names. */
export function supportOf(mode: Mode): LanguageSupport | [] {
  if (mode === "md") return markdown({base: markdownLanguage, codeLanguages: () => javascriptLanguage});
  if (mode === "html") return html();
  const language = languages[mode];
  if (!language) return [];
  return new LanguageSupport(language, language.data.of({autocomplete: localCompletionSource}));
}
