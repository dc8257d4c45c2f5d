import type {Completion, CompletionContext, CompletionResult} from "@codemirror/autocomplete";
import {javascriptLanguage, scopeCompletionSource, typescriptLanguage} from "@codemirror/lang-javascript";
import {syntaxTree} from "@codemirror/language";
import {EditorState, type Extension} from "@codemirror/state";
import type {Mode} from "../format/notebook.ts";
import type {Argument, Place} from "./argument.ts";
import {argumentCompletion} from "./argumentCompletion.ts";
import {docInfo} from "./docInfo.ts";

/** A name that code may use, and what is known of it. */
export interface Name {
  readonly name: string;
  readonly kind: "variable" | "function" | "class" | "module";
  /** A few words beside it: "cell 4", "library". */
  readonly detail: string;
  /** One or two sentences. */
  readonly documentation?: string;
}

/** All that completion may offer at a moment. */
export interface Names {
  readonly names: readonly Name[];
  /** The present value of a name (or a promise of it), for members after a dot; undefined where there is none. */
  valueOf(name: string): unknown;
  /** What is known of a member: `blocks.waveMix`. */
  documentation(path: string): string | undefined;
  /** What may be written in an argument of a call to the library; empty where nothing is known. */
  argumentsAt(place: Place): readonly Argument[];
  /** What a name or member is now, for the pointer that rests on it. */
  describe(path: string): {readonly title: string; readonly text: string} | undefined;
}

const none = new Set([
  "String",
  "TemplateString",
  "LineComment",
  "BlockComment",
  "VariableDefinition",
  "PropertyDefinition",
  "RegExp"
]);

/** Completion of names in scope and of the members of present values, where code is written. */
export function nameCompletion(mode: Mode, names: () => Names): Extension {
  if (mode === "md" || mode === "html" || mode === "tex")
    return EditorState.languageData.of((state, pos) => (inExpression(state, pos) ? [{autocomplete: complete}] : []));
  if (mode !== "js" && mode !== "ts") return [];
  const language = mode === "ts" ? typescriptLanguage : javascriptLanguage;
  return language.data.of({autocomplete: complete});

  function complete(context: CompletionContext): CompletionResult | null | Promise<CompletionResult | null> {
    const known = names();
    const inArgument = argumentCompletion(context, known.argumentsAt);
    if (inArgument !== undefined) return inArgument;
    const node = syntaxTree(context.state).resolveInner(context.pos, -1);
    if (none.has(node.name)) return null;
    const path = context.matchBefore(/[\w$]+(?:\.[\w$]+)*\.[\w$]*$/);
    if (path) return members(context, known, path.text);
    const word = context.matchBefore(/[\w$]+$/);
    if (!word && !context.explicit) return null;
    return {from: word?.from ?? context.pos, options: known.names.map(option), validFor: /^[\w$]*$/};
  }
}

function option({name, kind, detail, documentation}: Name): Completion {
  return {
    label: name,
    type: kind,
    detail,
    info: documentation === undefined ? undefined : docInfo(documentation),
    boost: detail.startsWith("cell") ? 1 : 0
  };
}

async function members(context: CompletionContext, known: Names, path: string): Promise<CompletionResult | null> {
  const root = path.slice(0, path.indexOf("."));
  const value = await known.valueOf(root);
  if (value === undefined || value === null) return null;
  // it answers at once, whatever its type allows
  const result = scopeCompletionSource({[root]: value})(context) as CompletionResult | null;
  if (!result) return null;
  const owner = path.slice(0, path.lastIndexOf("."));
  return {
    ...result,
    options: result.options.map((each) => {
      const documentation = known.documentation(`${owner}.${each.label}`);
      return documentation === undefined ? each : {...each, info: docInfo(documentation)};
    })
  };
}

/** Whether `pos` lies in a `${…}` of a template cell. */
function inExpression(state: EditorState, pos: number): boolean {
  const before = state.sliceDoc(Math.max(0, pos - 2000), pos);
  const open = before.lastIndexOf("${");
  return open >= 0 && !before.slice(open).includes("}");
}
