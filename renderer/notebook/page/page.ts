import type {NotebookAnalysis} from "../analysis/types.ts";
import type {Render} from "../cells/output.ts";
import {repairSelection} from "../cells/selection.ts";
import type {EditorModule} from "../cells/source.ts";
import type {Situation} from "../commands/command.ts";
import {helpDialog} from "../commands/help.ts";
import {isMac, showKey} from "../commands/key.ts";
import {notebookCommands} from "../commands/notebookCommands.ts";
import {createDocument, type Change, type Document, type Recording} from "../document/document.ts";
import {difference} from "../document/difference.ts";
import type {Place} from "../document/history.ts";
import type {Operation} from "../document/operation.ts";
import type {Names} from "../editor/completion.ts";
import type {Engine, Observer} from "../engine/types.ts";
import type {NotebookFile} from "../format/file.ts";
import type {Cell} from "../format/notebook.ts";
import {readNotebook} from "../format/readNotebook.ts";
import {writeNotebook} from "../format/writeNotebook.ts";
import {outlineOf} from "../panels/outline.ts";
import {variablesDialog} from "../panels/variables.ts";
import {html} from "../pictures/html.ts";
import type {FromFrame, FromShell, Message} from "../../protocol/messages.ts";
import {createActions} from "./actions.ts";
import {createAnnouncer} from "./announcer.ts";
import {createCellList} from "./cellList.ts";
import {openCellMenu} from "./cellMenu.ts";
import {cellOf, modeOf, steady} from "./focus.ts";
import {createJournal} from "./journal.ts";
import {listenToKeys} from "./keys.ts";
import {lookOf} from "./look.ts";
import {factsOf} from "./marks.ts";
import {mender} from "./mending.ts";
import {createOutside} from "./outside.ts";
import {createReader} from "./reader.ts";
import {createReporter} from "./reporter.ts";
import {createSelecting} from "./selecting.ts";
import {receiver} from "./receiver.ts";
import {createToast} from "./toast.ts";
import {viewOptions} from "./viewOptions.ts";

/** What a page is made of, besides the notebook. */
export interface PageOptions {
  /** The body of the page. */
  root: HTMLElement;
  send(message: FromFrame): void;
  analyse(cells: readonly Cell[]): NotebookAnalysis;
  /** Makes the engine; it runs nothing yet. `node` is the element of a cell. */
  engine(observer: Observer, node: (cell: number) => Element | undefined): Engine;
  /** The editor's code; asked for once. */
  loadEditor(): Promise<EditorModule>;
  render: Render;
  /** A cell was deleted, and nobody took that back. */
  release(cell: number): void;
  /** Loads what cells that read these names need, before they are evaluated. */
  prepare(names: Iterable<string>): Promise<void>;
  /** Names for completion in a cell, from the analysis and what the engine holds. */
  names(cell: number, analysis: NotebookAnalysis, engine: Engine): Names;
  /** What trains, and on what. */
  training(): Training;
  /** Milliseconds of a clock that only goes forward. */
  now(): number;
  later(callback: () => void, ms: number): void;
  frame(callback: () => void): void;
}

/** For the status bar. `cells`: those with a run at work. */
export interface Training extends Pick<Message<FromFrame, "status">, "backend" | "device" | "reason"> {
  readonly cells: readonly number[];
}

export interface NotebookPage {
  readonly document: Document;
  readonly engine: Engine;
  receive(message: Exclude<FromShell, {type: "open" | "stored"}>): void;
  /** Evaluates these cells, or all that are behind; resolves when they have settled. */
  run(ids?: readonly number[]): Promise<void>;
  /** What a cell shows now. */
  shown(cell: number): Iterable<Element>;
  /** What `training` answers has changed. */
  trainingChanged(): void;
  dispose(): void;
}

/**
 * Shows a notebook and lets a person edit and run it. In mode `run` everything is evaluated once it is drawn.
 *
 * @throws NotebookError where the text is no notebook
 */
export function createPage(open: Message<FromShell, "open">, options: PageOptions): NotebookPage {
  const {root, send, later, frame} = options;
  const {notebook: initial} = readNotebook(open.text);
  let base = readSaved(open);
  let {mode, hung} = open;
  let evaluateOutside = true;
  const mac = isMac(navigator);
  const ending = new AbortController();
  const document = createDocument(initial, {now: options.now});
  const ids = () => document.notebook.cells.map(({id}) => id);
  const editable = () => mode !== "preview" && !document.notebook.readonly;
  const runnable = () => mode !== "preview";

  const announce = createAnnouncer(root);
  const toast = createToast(root, later);
  const report = createReporter(send);
  const list = createCellList(html`<main class="cells" aria-label="notebook"></main>`, (id) => viewOf(id));
  const {views} = list;
  root.prepend(list.element);

  let editor: EditorModule | undefined;
  let loading: Promise<EditorModule> | undefined;
  const loadEditor = () => (loading ??= options.loadEditor().then((loaded) => (editor = loaded)));

  const engine = options.engine(
    {
      state: ({id}) => refreshSoon(id),
      clear: (id) => views.get(id)?.output.clear(),
      display: (id, value, name) => views.get(id)?.output.show(value, name),
      started(cell) {
        journal.flush(); // what is about to run is on record, should it never end
        send({type: "started", cell});
      },
      finished(cell) {
        if (hung === cell) hung = undefined;
        send({type: "finished", cell});
      }
    },
    (id) => views.get(id)?.element
  );
  const reader = createReader({analyse: options.analyse, later, cells: initial.cells, onRead: refreshAll});
  const selecting = createSelecting({views, ids, refresh});
  const mend = mender(document, () => reader.analysis, perform);
  const journal = createJournal({
    write: () => writeNotebook(base, document.notebook),
    send,
    later,
    saved: open.saved
  });
  const outside = createOutside({
    base: () => base.notebook,
    ours: () => document.notebook,
    read: (text) => readNotebook(text).notebook,
    send,
    refuse: ({message}) => toast.say(`the file was changed and is ${message}; what stands here is kept`),
    take(merged, {n, text, trusted}) {
      base = readNotebook(text);
      evaluateOutside = trusted;
      document.perform("change on disk", difference(document.notebook, merged), {before: place(), cause: "outside"});
      journal.merged(n, text);
    }
  });
  const actions = createActions({
    document,
    engine,
    views,
    selecting,
    journal,
    toast,
    announce,
    run,
    perform,
    refresh,
    send,
    showHelp: () => showDialog(helpDialog(commands, {mac})),
    showVariables: () => showDialog(variablesDialog(reader.analysis, engine, goTo))
  });
  const commands = notebookCommands(actions);
  const viewOf = viewOptions({
    document,
    selecting,
    actions,
    mend,
    goTo,
    frame,
    render: options.render,
    loadEditor,
    editor: () => editor,
    names: (id) => options.names(id, reader.analysis, engine),
    openMenu(button, mode) {
      const now = {...situation(), mode: "command" as const};
      openCellMenu(button, {
        commands,
        situation: now,
        mode,
        mac,
        onChoose: () => selecting.go(selecting.selection.head)
      });
    }
  });

  function situation(): Situation {
    const {head} = selecting.selection;
    return {
      mode: modeOf(globalThis.document.activeElement),
      editable: editable(),
      runnable: runnable(),
      selected: selecting.selected,
      busy: (head !== undefined && views.get(head)?.source.editor?.busy) || false
    };
  }

  function place(): Place {
    const {head} = selecting.selection;
    const source = head === undefined ? undefined : views.get(head)?.source;
    const editing = source?.element.contains(globalThis.document.activeElement);
    return {cell: head, ...(editing && source?.editor ? {selection: source.editor.selection} : {})};
  }

  function perform(title: string, operations: readonly Operation[], recording: Recording = {}): void {
    document.perform(title, operations, {before: place(), ...recording});
  }

  async function run(ids?: readonly number[]): Promise<void> {
    const {readers} = options.analyse(document.notebook.cells);
    await options.prepare(readers.keys());
    await engine.run(ids);
  }

  function refresh(id: number): void {
    const [view, cell] = [views.get(id), document.cell(id)];
    if (!view || !cell) return;
    const [preview, paused] = [mode === "preview", mode === "paused"];
    const {analysis} = reader;
    view.update(
      factsOf(cell, view, {analysis, engine, editable: editable(), runnable: runnable(), preview, paused, hung, mend})
    );
  }

  function refreshAll(): void {
    for (const id of views.keys()) refresh(id);
  }

  const waiting = new Set<number>();
  function refreshSoon(id: number): void {
    if (waiting.size === 0)
      frame(() => {
        const ids = [...waiting];
        waiting.clear();
        ids.forEach(refresh);
        sendStatus();
      });
    waiting.add(id);
  }

  function sendStatus(): void {
    const {cells, ...training} = options.training();
    const evaluating = ids().find((id) => engine.states.get(id)?.status === "running");
    report({type: "status", ...training, running: evaluating ?? cells[0] ?? null, runs: cells.length});
  }

  function sendHeadings(): void {
    report({type: "title", title: document.notebook.title.slice(0, 2000)});
    report({
      type: "outline",
      entries: outlineOf(document.notebook).map((each) => ({...each, text: each.text.slice(0, 2000)}))
    });
  }

  function follow(change: Change): void {
    const {operations, notebook, cause} = change;
    list.show(ids());
    engine.set(notebook.cells);
    selecting.set(
      repairSelection(
        change.before.cells.map(({id}) => id),
        ids(),
        selecting.selection
      )
    );
    refreshAll();
    reader.read(notebook.cells, change.typing);
    sendHeadings();
    journal.touch();
    releaseRemoved(operations);
    if (cause === "undo" || cause === "redo") goBack(change.place);
    if (cause !== "do") runAgain(operations, cause);
  }

  /** After undo and redo the person is where the edit was. */
  function goBack({cell, selection}: Place): void {
    if (cell === undefined || !document.cell(cell)) return selecting.go(selecting.selection.head);
    if (selection && modeOf(globalThis.document.activeElement) === "edit") void selecting.edit(cell, selection);
    else selecting.go(cell);
  }

  /** Cells that come back, or that someone else changed, are evaluated as they would be on opening. */
  function runAgain(operations: readonly Operation[], cause: Change["cause"]): void {
    if (mode !== "run" || (cause === "outside" && !evaluateOutside)) return;
    const again = operations.flatMap((operation) => {
      if (operation.type === "insert") return [operation.cell.id];
      return operation.type === "text" && cause === "outside" ? [operation.id] : [];
    });
    // after this turn: the shell is told of the change first
    if (again.length > 0) frame(() => void run(again.filter((id) => document.cell(id))));
  }

  /** What belonged to a deleted cell goes once the offer to undo has. */
  function releaseRemoved(operations: readonly Operation[]): void {
    for (const operation of operations)
      if (operation.type === "remove")
        later(() => {
          if (!document.cell(operation.cell.id)) options.release(operation.cell.id);
        }, 10_000);
  }

  function goTo(id: number, line?: number): void {
    const cell = document.cell(id);
    if (!cell) return;
    if (line === undefined) return selecting.go(id);
    const offset =
      cell.source
        .split("\n")
        .slice(0, line - 1)
        .join("\n").length + (line > 1 ? 1 : 0);
    void selecting.edit(id, {anchor: offset, head: offset});
  }

  function showDialog(dialog: HTMLDialogElement): void {
    root.append(dialog);
    dialog.showModal();
  }

  root.ownerDocument.addEventListener(
    "focusin",
    ({target}) => {
      const id = cellOf(target as Element);
      if (id === undefined) return;
      if (!selecting.selected.includes(id)) selecting.set({anchor: id, head: id});
      const others = [...views.values()].filter(
        (view) => view.open && view.id !== id && engine.states.get(view.id)?.status !== "edited"
      );
      if (others.length > 0) steady(views.get(id)?.element, () => others.forEach((view) => selecting.fold(view.id)));
    },
    {signal: ending.signal}
  );
  listenToKeys(root.ownerDocument, commands, situation, {mac, signal: ending.signal});
  document.subscribe(follow);

  root.dataset.mode = mode;
  root.ownerDocument.documentElement.style.colorScheme = lookOf(initial.theme);
  list.show(ids());
  engine.set(initial.cells);
  refreshAll();
  selecting.set({anchor: undefined, head: undefined});
  report({
    type: "commands",
    commands: commands.map(({id, title, group, keys}) => ({
      id,
      title,
      group,
      ...(keys.length > 0 ? {key: showKey(keys[0], mac)} : {})
    }))
  });
  sendHeadings();
  sendStatus();
  if (mode === "run" && !open.batch) frame(() => void run());
  if (hung !== undefined) selecting.go(hung);

  return {
    document,
    engine,
    run,
    shown: (cell) => views.get(cell)?.output.element.children ?? [],
    trainingChanged: sendStatus,
    receive: receiver({
      commands,
      situation,
      selecting,
      journal,
      outside,
      send,
      saved: (text) => (base = readNotebook(text)),
      run() {
        mode = root.dataset.mode = "run";
        engine.mode = "automatically";
        refreshAll();
        void run();
      }
    }),
    dispose() {
      ending.abort();
      engine.dispose();
    }
  };
}

/** The file as it was saved; where that is no notebook (a new file), the text that is shown stands in for it. */
function readSaved({text, saved}: {text: string; saved: string}): NotebookFile {
  try {
    return readNotebook(saved);
  } catch {
    return readNotebook(text);
  }
}
