import {javascriptLanguage, localCompletionSource, typescriptLanguage} from "@codemirror/lang-javascript";
import {LanguageSupport, StreamLanguage, type Language} from "@codemirror/language";
import type {Mode} from "../format/notebook.ts";
import type {markup} from "./markup.ts";

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
  tex: texLanguage
};

let loaded: typeof markup | undefined;
let loading: Promise<void> | undefined;

function isMarkup(mode: Mode): mode is keyof typeof markup {
  return mode === "md" || mode === "html";
}

/** Whether the grammar of a mode is there; where it is not, its text is plain for the moment. */
export function hasGrammar(mode: Mode): boolean {
  return !isMarkup(mode) || loaded !== undefined;
}

/** Resolves when the grammar of a mode is there. */
export async function loadGrammar(mode: Mode): Promise<void> {
  if (!hasGrammar(mode)) await (loading ??= import("./markup.ts").then((module) => void (loaded = module.markup)));
}

/** The grammar of a mode; undefined for those that are kept as plain text, and as long as it is not loaded. */
export function languageOf(mode: Mode): Language | undefined {
  return isMarkup(mode) ? loaded?.[mode].language : languages[mode];
}

/** The grammar with what belongs to it while editing: closing tags, list continuation, local names. */
export function supportOf(mode: Mode): LanguageSupport | [] {
  if (isMarkup(mode)) return loaded?.[mode] ?? [];
  const language = languages[mode];
  if (!language) return [];
  return new LanguageSupport(language, language.data.of({autocomplete: localCompletionSource}));
}
