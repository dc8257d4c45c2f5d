import {repairSelection} from "../cells/selection.ts";
import type {EditorModule} from "../cells/source.ts";
import {helpDialog} from "../commands/help.ts";
import {isMac} from "../commands/key.ts";
import {notebookCommands} from "../commands/notebookCommands.ts";
import {createDocument, type Change, type Recording} from "../document/document.ts";
import {difference} from "../document/difference.ts";
import type {Operation} from "../document/operation.ts";
import {readNotebook} from "../format/readNotebook.ts";
import {writeNotebook} from "../format/writeNotebook.ts";
import {variablesDialog} from "../panels/variables.ts";
import {html} from "../pictures/html.ts";
import type {FromShell, Message} from "../../protocol/messages.ts";
import {createActions} from "./actions.ts";
import {createAnnouncer} from "./announcer.ts";
import {appendBar} from "./appendBar.ts";
import {createCellList} from "./cellList.ts";
import {openCellMenu} from "./cellMenu.ts";
import {foldOnLeaving} from "./foldOnLeaving.ts";
import {following} from "./following.ts";
import {createJournal} from "./journal.ts";
import {listenToKeys} from "./keys.ts";
import {lineStart} from "./lineStart.ts";
import {lookOf} from "./look.ts";
import {factsOf} from "./marks.ts";
import {mender} from "./mending.ts";
import type {NotebookPage, PageOptions} from "./options.ts";
import {createOutside} from "./outside.ts";
import {createReader} from "./reader.ts";
import {readSaved} from "./readSaved.ts";
import {receiver} from "./receiver.ts";
import {createSelecting} from "./selecting.ts";
import {createSidePanel} from "./sidePanel.ts";
import {soon} from "./soon.ts";
import {createTelling} from "./telling.ts";
import {titleDialog} from "./titleDialog.ts";
import {createToast} from "./toast.ts";
import {createWatch} from "./watch.ts";
import {viewOptions} from "./viewOptions.ts";
import {whereabouts} from "./whereabouts.ts";

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

  const announce = createAnnouncer(root);
  const toast = createToast(root, later);
  const telling = createTelling(send);
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
        if (hung === cell) hung = undefined;
        watch.started(cell);
      },
      finished: (cell) => watch.finished(cell)
    },
    (id) => views.get(id)?.element
  );
  const reader = createReader({analyse: options.analyse, later, cells: initial.cells, onRead: refreshAll});
  const refreshSoon = soon(frame, (ids) => {
    refreshThese(ids);
    tellStatus();
  });
  const selecting = createSelecting({views, ids, refresh});
  const {situation, place} = whereabouts({views, selecting, editable, runnable: () => mode !== "preview"});
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
    askTitle: () =>
      showDialog(
        titleDialog(document.notebook.title, (title) =>
          perform("change the title", [{type: "title", before: document.notebook.title, after: title}])
        )
      ),
    showHelp: () => showDialog(helpDialog(commands, {mac})),
    showVariables: () => showDialog(variablesDialog(reader.analysis, engine, goTo)),
    toggleBlocks: () => blocks.toggle()
  });
  const commands = notebookCommands(actions);
  const watch = createWatch(send, later);
  const blocks = createSidePanel({
    root,
    load: options.loadBlocks,
    session: options.session,
    insert: (source) => actions.insertCode(source, {run: mode === "run"}),
    editable,
    left: () => selecting.go(selecting.selection.head)
  });
  const append = appendBar(actions.append);
  list.element.after(append);
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

  function perform(title: string, operations: readonly Operation[], recording: Recording = {}): void {
    document.perform(title, operations, {before: place(), ...recording});
  }

  async function run(ids?: readonly number[]): Promise<void> {
    const {readers} = options.analyse(document.notebook.cells);
    await options.prepare(readers.keys());
    await engine.run(ids);
  }

  function refreshThese(ids: Iterable<number>): void {
    const {states} = engine;
    const sources = {analysis: reader.analysis, states, mode, hung, mend, editable: editable()};
    for (const id of ids) {
      const [view, cell] = [views.get(id), document.cell(id)];
      if (view && cell) view.update(factsOf(cell, view, sources));
    }
  }

  function refreshAll(): void {
    append.hidden = !editable();
    append.toggleAttribute("data-empty", document.notebook.cells.length === 0);
    refreshThese(views.keys());
  }

  function refresh(id: number): void {
    refreshThese([id]);
  }

  function tellStatus(): void {
    telling.status(document.notebook, engine.states, options.training());
  }

  function show({notebook, before, operations, typing}: Change): void {
    engine.set(notebook.cells);
    if (operations.every(({type}) => type === "text" || type === "set"))
      refreshThese(operations.flatMap((operation) => ("id" in operation ? [operation.id] : [])));
    else {
      list.show(ids());
      const had = before.cells.map(({id}) => id);
      selecting.set(repairSelection(had, ids(), selecting.selection));
      refreshAll();
    }
    reader.read(notebook.cells, typing);
    telling.headings(notebook);
    journal.touch();
  }

  function goTo(id: number, line?: number): void {
    const cell = document.cell(id);
    if (!cell) return;
    if (line === undefined) return selecting.go(id);
    const anchor = lineStart(cell.source, line);
    void selecting.edit(id, {anchor, head: anchor});
  }

  function showDialog(dialog: HTMLDialogElement): void {
    root.append(dialog);
    dialog.showModal();
  }

  foldOnLeaving(root.ownerDocument, {views, selecting, engine, signal: ending.signal});
  listenToKeys(root.ownerDocument, commands, situation, {mac, signal: ending.signal});
  document.subscribe(show);
  document.subscribe(
    following({
      document,
      selecting,
      run,
      later,
      frame,
      release: options.release,
      evaluates: (cause) => mode === "run" && (cause !== "outside" || evaluateOutside)
    })
  );

  root.dataset.mode = mode;
  root.ownerDocument.documentElement.style.colorScheme = lookOf(initial.theme);
  list.show(ids());
  engine.set(initial.cells);
  refreshAll();
  selecting.set({anchor: undefined, head: undefined});
  telling.commands(commands, mac);
  telling.headings(initial);
  tellStatus();
  if (mode === "run" && !open.batch) frame(() => void run());
  if (hung !== undefined) selecting.go(hung);
  blocks.restore();

  return {
    document,
    engine,
    run,
    shown: (cell) => views.get(cell)?.output.element.children ?? [],
    trainingChanged: tellStatus,
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
