import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  completionStatus
} from "@codemirror/autocomplete";
import {defaultKeymap, indentWithTab} from "@codemirror/commands";
import {bracketMatching, indentOnInput, indentUnit} from "@codemirror/language";
import {setDiagnostics} from "@codemirror/lint";
import {Annotation, type ChangeSet, Compartment, EditorState, Prec, type Extension} from "@codemirror/state";
import {drawSelection, dropCursor, EditorView, keymap, placeholder, tooltips, type ViewUpdate} from "@codemirror/view";
import {changeBetween} from "../document/operation.ts";
import {isMac, showKey} from "../commands/key.ts";
import type {Mode} from "../format/notebook.ts";
import {nameCompletion, type Names} from "./completion.ts";
import {nameHover} from "./hover.ts";
import {hasGrammar, loadGrammar, supportOf} from "./languages.ts";
import {theme} from "./theme.ts";

export interface Selection {
  readonly anchor: number;
  readonly head: number;
}

/** A place in the text with something wrong, and ways to mend it. Offsets in characters. */
export interface Problem {
  readonly from: number;
  readonly to: number;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly fixes?: readonly {readonly title: string; apply(): void}[];
}

/** One edit that a person made in the editor. */
export interface TextEdit {
  readonly changes: ChangeSet;
  readonly inverse: ChangeSet;
  /** Single characters typed or deleted, which join with their neighbours in the history. */
  readonly typing: boolean;
  readonly before: Selection;
  readonly after: Selection;
}

export interface EditorOptions {
  source: string;
  mode: Mode;
  readonly: boolean;
  /** What a screen reader says of it. */
  label: string;
  /** Names that completion offers, asked for each time. */
  names: () => Names;
  onEdit: (edit: TextEdit) => void;
  /** A key that has nothing to do in an empty text. */
  onEmptyKey: (key: "Backspace" | "ArrowUp" | "ArrowDown") => void;
}

export interface Editor {
  readonly element: HTMLElement;
  readonly selection: Selection;
  /** A completion list is open: Enter, Esc and arrows are its. */
  readonly busy: boolean;
  focus(selection?: Selection): void;
  /** Takes a text that was made elsewhere (undo, an outside edit), without reporting it; the cursor stays by its text. */
  setText(text: string): void;
  setMode(mode: Mode): void;
  setReadonly(readonly: boolean): void;
  setLabel(label: string): void;
  setProblems(problems: readonly Problem[]): void;
  destroy(): void;
}

const elsewhere = Annotation.define<true>();

/** A CodeMirror editor for one cell's text. It keeps no history: edits are reported, and undone from outside. */
export function createEditor(options: EditorOptions): Editor {
  const language = new Compartment();
  const access = new Compartment();
  const naming = new Compartment();
  const view = new EditorView({
    state: EditorState.create({
      doc: options.source,
      extensions: [
        Prec.highest(keymap.of(emptyKeys(options.onEmptyKey))),
        keymap.of([
          ...closeBracketsKeymap,
          ...completionKeymap,
          {key: "Tab", run: acceptCompletion},
          ...defaultKeymap,
          indentWithTab
        ]),
        language.of(languageExtensions(options.mode, options.names)),
        access.of(accessExtensions(options.readonly)),
        naming.of(EditorView.contentAttributes.of({"aria-label": options.label})),
        indentUnit.of("  "),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        autocompletion({icons: false}),
        nameHover(options.names),
        // a cell clips what it contains; lists and hints must reach beyond it
        tooltips({position: "fixed", parent: document.body}),
        drawSelection(),
        dropCursor(),
        EditorView.lineWrapping,
        theme,
        EditorView.updateListener.of((update) => report(update, options.onEdit))
      ]
    })
  });
  let {mode} = options;
  let isDestroyed = false;

  function showMode(): void {
    view.dispatch({effects: language.reconfigure(languageExtensions(mode, options.names))});
  }
  /** Colours the text once the grammar is there, unless the mode is another by then. */
  async function awaitGrammar(): Promise<void> {
    const wanted = mode;
    if (hasGrammar(wanted)) return;
    await loadGrammar(wanted);
    if (!isDestroyed && mode === wanted) showMode();
  }
  void awaitGrammar();

  return {
    element: view.dom,
    get selection() {
      const {anchor, head} = view.state.selection.main;
      return {anchor, head};
    },
    get busy() {
      return completionStatus(view.state) === "active";
    },
    focus(selection) {
      if (selection) view.dispatch({selection: within(selection, view.state.doc.length), scrollIntoView: true});
      view.focus();
    },
    setText(text) {
      const now = view.state.doc.toString();
      if (text !== now) view.dispatch({changes: changeBetween(now, text), annotations: elsewhere.of(true)});
    },
    setMode(next) {
      mode = next;
      showMode();
      void awaitGrammar();
    },
    setReadonly: (readonly) => view.dispatch({effects: access.reconfigure(accessExtensions(readonly))}),
    setLabel: (label) =>
      view.dispatch({effects: naming.reconfigure(EditorView.contentAttributes.of({"aria-label": label}))}),
    setProblems: (problems) =>
      view.dispatch(
        setDiagnostics(
          view.state,
          problems.map((each) => diagnostic(each, view))
        )
      ),
    destroy() {
      isDestroyed = true;
      view.destroy();
    }
  };
}

function report(update: ViewUpdate, onEdit: (edit: TextEdit) => void): void {
  const edits = update.transactions.filter((each) => each.docChanged && !each.annotation(elsewhere));
  if (edits.length === 0) return;
  const {anchor, head} = update.startState.selection.main;
  onEdit({
    changes: update.changes,
    inverse: update.changes.invert(update.startState.doc),
    typing: edits.every(
      (each) =>
        each.isUserEvent("input.type") || each.isUserEvent("delete.backward") || each.isUserEvent("delete.forward")
    ),
    before: {anchor, head},
    after: {anchor: update.state.selection.main.anchor, head: update.state.selection.main.head}
  });
}

function languageExtensions(mode: Mode, names: () => Names): Extension {
  const blocks = `Esc, then L for the blocks (or ${showKey("Shift-Mod-l", isMac(navigator))})`;
  const hints: Partial<Record<Mode, string>> = {
    js: `JavaScript; ${blocks}`,
    ts: `TypeScript; ${blocks}`,
    md: "Markdown",
    html: "HTML",
    tex: "TeX"
  };
  return [supportOf(mode), nameCompletion(mode, names), placeholder(hints[mode] ?? "")];
}

function accessExtensions(readonly: boolean): Extension {
  return [EditorState.readOnly.of(readonly), EditorView.editable.of(!readonly)];
}

function emptyKeys(onEmptyKey: EditorOptions["onEmptyKey"]) {
  return (["Backspace", "ArrowUp", "ArrowDown"] as const).map((key) => ({
    key,
    run: ({state}: EditorView) => {
      if (state.doc.length > 0 || state.readOnly) return false;
      onEmptyKey(key);
      return true;
    }
  }));
}

function diagnostic({from, to, severity, message, fixes = []}: Problem, view: EditorView) {
  const {length} = view.state.doc;
  return {
    from: Math.min(from, length),
    to: Math.min(Math.max(to, from), length),
    severity,
    message,
    actions: fixes.map(({title, apply}) => ({name: title, apply}))
  };
}

function within({anchor, head}: Selection, length: number): Selection {
  return {anchor: Math.min(anchor, length), head: Math.min(head, length)};
}
