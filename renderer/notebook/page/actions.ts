import type {CellView} from "../cells/cellView.ts";
import {modeNames} from "../cells/notices.ts";
import type {Actions} from "../commands/notebookCommands.ts";
import * as edits from "../document/edits.ts";
import type {Document, Recording} from "../document/document.ts";
import type {Operation} from "../document/operation.ts";
import type {Engine} from "../engine/types.ts";
import type {Mode} from "../format/notebook.ts";
import type {FromFrame} from "../../protocol/messages.ts";
import type {Journal} from "./journal.ts";
import type {Selecting} from "./selecting.ts";
import type {Toast} from "./toast.ts";

/** The page as its commands see it. */
export interface ActionContext {
  readonly document: Document;
  readonly engine: Engine;
  readonly views: ReadonlyMap<number, CellView>;
  readonly selecting: Selecting;
  readonly journal: Journal;
  readonly toast: Toast;
  announce(text: string): void;
  /** Evaluates these cells, or all that are behind. */
  run(ids?: readonly number[]): Promise<void>;
  perform(title: string, operations: readonly Operation[], recording?: Recording): void;
  refresh(id: number): void;
  send(message: FromFrame): void;
  /** Asks the person for another title. */
  askTitle(): void;
  showHelp(): void;
  showVariables(): void;
  toggleBlocks(): void;
}

const cycle: readonly Mode[] = ["js", "ts", "md", "html", "tex"];

/** What the page's own parts do besides. */
export interface MoreActions {
  /** In an empty cell: the mode after (1) or before (-1) its own. */
  cycleMode(by: -1 | 1): void;
  /** A cell with this code below the selection, selected, evaluated if `run`. */
  insertCode(source: string, options: {run: boolean}): void;
}

/** What each command does on this page. */
export function createActions(context: ActionContext): Actions & MoreActions {
  const {document, engine, views, selecting, journal, toast, perform, announce, send} = context;
  const selected = () => selecting.selected;
  const head = () => selecting.selection.head;

  function counted(verb: string): string {
    const {length} = selected();
    return `${verb} ${length === 1 ? "cell" : `${length} cells`}`;
  }

  async function run(ids: readonly number[]): Promise<void> {
    if (ids.length === 0) return;
    announce(ids.length === 1 ? `running cell ${ids[0]}` : `running ${ids.length} cells`);
    await context.run(ids);
    const failed = ids.filter((id) => engine.states.get(id)?.status === "error");
    if (failed.length > 0)
      announce(failed.map((id) => `cell ${id} failed: ${engine.states.get(id)?.error?.message ?? ""}`).join("; "));
    else announce(ids.length === 1 ? `cell ${ids[0]} done` : `${ids.length} cells done`);
  }

  function create(mode: Mode, index: number): void {
    const cell = edits.emptyCell(document.newId(), mode);
    perform("insert cell", edits.insertCell(cell, index), {after: {cell: cell.id}});
    void selecting.edit(cell.id);
  }

  function foldProse(): void {
    for (const id of selected()) {
      if (document.cell(id)?.pinned !== false || !views.get(id)?.open) continue;
      selecting.leave();
      selecting.fold(id);
    }
  }

  return {
    run() {
      const ids = selected();
      foldProse();
      void run(ids);
    },
    runAll: () => void run(document.notebook.cells.map(({id}) => id)),
    runStale: () => void context.run().then(() => announce("everything is up to date")),
    insert(where) {
      const ids = selected();
      const at = where === "above" ? document.indexOf(ids[0]) : document.indexOf(ids.at(-1) ?? -1) + 1;
      create("js", ids.length > 0 ? at : where === "above" ? 0 : document.notebook.cells.length);
    },
    insertCode(source, {run: evaluate}) {
      const {cells} = document.notebook;
      const at = document.indexOf(selected().at(-1) ?? -1) + 1 || cells.length;
      const cell = edits.emptyCell(document.newId(), "js", source);
      perform("insert block", edits.insertCell(cell, at), {after: {cell: cell.id}});
      selecting.go(cell.id);
      if (evaluate) void run([cell.id]);
    },
    append: (mode) => create(mode, document.notebook.cells.length),
    remove() {
      const title = counted("delete");
      perform(title, edits.removeCells(document.notebook, selected()));
      selecting.go(head());
      toast.say(title.replace("delete", "deleted"), {title: "Undo", run: () => document.undo()});
    },
    move(by) {
      perform(counted("move"), edits.moveCells(document.notebook, selected(), by));
      const element = head() === undefined ? undefined : views.get(head()!)?.element;
      element?.focus({preventScroll: true});
      element?.scrollIntoView({block: "nearest"});
    },
    duplicate() {
      const operations = edits.duplicateCells(document.notebook, selected(), document.newId);
      const last = operations.at(-1);
      perform(counted("duplicate"), operations);
      if (last?.type === "insert") selecting.go(last.cell.id);
    },
    split() {
      const id = head();
      const editor = id === undefined ? undefined : views.get(id)?.source.editor;
      if (id === undefined || !editor) return;
      const next = document.newId();
      const {head: offset} = editor.selection;
      perform("split cell", edits.splitCell(document.notebook, id, offset, next), {after: {cell: next}});
      void selecting.edit(next, {anchor: 0, head: 0});
    },
    mergeAbove() {
      const id = head();
      const above = document.notebook.cells[document.indexOf(id ?? -1) - 1];
      if (id === undefined || !above) return;
      const editing = views.get(id)?.source.element.contains(globalThis.document.activeElement);
      const joint = above.source.length;
      perform("merge cells", edits.mergeAbove(document.notebook, id), {after: {cell: above.id}});
      if (editing) void selecting.edit(above.id, {anchor: joint, head: joint});
      else selecting.go(above.id);
    },
    setMode(mode) {
      const ids = selected();
      perform(`change to ${modeNames[mode]}`, edits.changeMode(document.notebook, ids, mode));
    },
    cycleMode(by) {
      const id = head();
      const mode = id === undefined ? undefined : document.cell(id)?.mode;
      if (id === undefined || mode === undefined) return;
      const next = cycle.at((Math.max(0, cycle.indexOf(mode)) + by) % cycle.length) ?? "js";
      perform(`change to ${modeNames[next]}`, edits.changeMode(document.notebook, [id], next));
      announce(modeNames[next]);
    },
    togglePinned: () => perform(counted("pin or unpin"), edits.togglePinned(document.notebook, selected())),
    toggleHidden: () =>
      perform(counted("show or hide the value of"), edits.toggleHidden(document.notebook, selected())),
    toggleHeld() {
      const held = !selected().every((id) => engine.states.get(id)?.held);
      for (const id of selected()) engine.hold(id, held);
      announce(held ? "held" : "released");
    },
    toggleSource() {
      for (const id of selected()) {
        const view = views.get(id);
        if (!view) continue;
        if (view.open) selecting.fold(id);
        else {
          view.open = true;
          context.refresh(id);
        }
      }
    },
    select: selecting.move,
    selectEdge(edge) {
      const {cells} = document.notebook;
      selecting.go((edge === "first" ? cells[0] : cells.at(-1))?.id);
    },
    selectAll() {
      const {cells} = document.notebook;
      if (cells.length === 0) return;
      selecting.go(cells.at(-1)!.id);
      selecting.set({anchor: cells[0].id, head: cells.at(-1)!.id});
      announce(`${cells.length} cells selected`);
    },
    edit() {
      const id = head();
      if (id !== undefined) void selecting.edit(id);
    },
    leave: selecting.leave,
    undo() {
      toast.hide();
      document.undo();
    },
    redo: () => document.redo(),
    save: journal.save,
    rename: () => context.askTitle(),
    help: context.showHelp,
    variables: context.showVariables,
    blocks: context.toggleBlocks,
    jumpToRunning() {
      const running = [...engine.states.values()].find(({status}) => status === "running");
      if (running) selecting.go(running.id);
      else announce("no cell is running");
    },
    palette: () => send({type: "shortcut", name: "palette"}),
    sidebar: () => send({type: "shortcut", name: "sidebar"}),
    nextPane: () => send({type: "shortcut", name: "next-pane"})
  };
}
