import type {Editor, EditorOptions, Problem, Selection} from "../editor/editor.ts";
import type {Cell, Mode} from "../format/notebook.ts";

/** The part of the page that is loaded after the first paint. */
export interface EditorModule {
  createEditor(options: EditorOptions): Editor;
  highlight(source: string, mode: Mode): DocumentFragment;
  /** Whether the grammar of this mode is there; without it the text is plain. */
  hasGrammar(mode: Mode): boolean;
  loadGrammar(mode: Mode): Promise<void>;
}

export interface SourceOptions extends Pick<EditorOptions, "names" | "onEdit" | "onEmptyKey"> {
  /** Resolves to the editor's code; the same promise each time. */
  load: () => Promise<EditorModule>;
  /** The editor's code where it is there already. */
  loaded: () => EditorModule | undefined;
  /** The text was clicked. */
  onPick: (selection: Selection) => void;
}

/** A cell's text: coloured and still until it is edited, then an editor in the same place and of the same measures. */
export interface Source {
  readonly element: HTMLElement;
  readonly editor: Editor | undefined;
  /** Shows another text, mode or access, in a mounted editor too. */
  update(cell: Cell, access: {readonly: boolean; label: string; folded: boolean}): void;
  /** Mounts the editor and gives it the focus. */
  edit(selection?: Selection): Promise<void>;
  setProblems(problems: readonly Problem[]): void;
  /** Puts the still text back. */
  rest(): void;
}

export function createSource({load, loaded, onPick, ...options}: SourceOptions): Source {
  const element = document.createElement("div");
  element.className = "source";
  const still = document.createElement("pre");
  element.append(still);
  let editor: Editor | undefined;
  let cell: Cell | undefined;
  let access = {readonly: false, label: ""};
  let folded = false;
  let problems: readonly Problem[] = [];
  let drawn: {source: string; mode: Mode} | undefined;

  still.addEventListener("click", () => {
    const selection = selectionIn(still);
    if (selection) onPick(selection);
  });

  function draw(): void {
    if (!cell || editor || (drawn?.source === cell.source && drawn.mode === cell.mode)) return;
    const {source, mode} = cell;
    // nobody sees the colours of a folded text; they come when it is unfolded
    if (folded) {
      if (still.textContent !== source) still.textContent = source;
      return;
    }
    const module = loaded();
    still.replaceChildren(module ? module.highlight(source, mode) : source);
    // a last empty line has a height only if something follows it
    if (source === "" || source.endsWith("\n")) still.append("\n");
    drawn = module?.hasGrammar(mode) ? {source, mode} : undefined;
    if (!module) void load().then(draw);
    else if (!drawn) void module.loadGrammar(mode).then(draw);
  }

  return {
    element,
    get editor() {
      return editor;
    },
    update(next, {folded: nextFolded, ...nextAccess}) {
      if (editor && next.mode !== cell?.mode) editor.setMode(next.mode);
      if (editor && nextAccess.readonly !== access.readonly) editor.setReadonly(nextAccess.readonly);
      if (editor && nextAccess.label !== access.label) editor.setLabel(nextAccess.label);
      if (editor && next.source !== cell?.source) editor.setText(next.source);
      cell = next;
      access = nextAccess;
      folded = nextFolded;
      draw();
    },
    async edit(selection) {
      if (!editor) {
        const module = loaded() ?? (await load());
        if (!cell) return;
        editor ??= module.createEditor({source: cell.source, mode: cell.mode, ...access, ...options});
        editor.setProblems(problems);
        if (still.isConnected) still.replaceWith(editor.element);
      }
      editor.focus(selection);
    },
    setProblems(next) {
      if (problems.length === 0 && next.length === 0) return;
      problems = next;
      editor?.setProblems(next);
    },
    rest() {
      if (!editor) return;
      editor.element.replaceWith(still);
      editor.destroy();
      editor = undefined;
      draw();
    }
  };
}

/** The page's selection as offsets into the text of `element`; undefined where it lies elsewhere. */
function selectionIn(element: HTMLElement): Selection | undefined {
  const selection = getSelection();
  if (!selection?.anchorNode || !selection.focusNode) return undefined;
  const anchor = offsetIn(element, selection.anchorNode, selection.anchorOffset);
  const head = offsetIn(element, selection.focusNode, selection.focusOffset);
  return anchor === undefined || head === undefined ? undefined : {anchor, head};
}

function offsetIn(element: HTMLElement, node: Node, offset: number): number | undefined {
  if (!element.contains(node)) return undefined;
  const range = document.createRange();
  range.setStart(element, 0);
  range.setEnd(node, offset);
  return range.toString().length;
}
