import type {FromFrame, FromShell, Message} from "../protocol/messages.ts";
import {createAnalyser} from "./analysis/createAnalyser.ts";
import {standardNames} from "./analysis/standard.ts";
import {runBatch} from "./batch/runBatch.ts";
import {createEngine} from "./engine/createEngine.ts";
import type {EngineOptions} from "./engine/types.ts";
import {expectedBackend, type ExpectedBackend} from "./kernel/expectedBackend.ts";
import {portStorage} from "./kernel/portStorage.ts";
import {createKernelLibrary, type KernelLibrary} from "./kernelLibrary.ts";
import {createLibrary} from "./library/createLibrary.ts";
import {pageFrame} from "./library/pageFrame.ts";
import {libraryNames} from "./page/libraryNames.ts";
import {namesFor} from "./page/names.ts";
import type {NotebookPage, Training} from "./page/options.ts";
import {createPage} from "./page/page.ts";

/** A notebook in this page. */
export interface OpenNotebook {
  readonly page: NotebookPage;
  receive(message: Exclude<FromShell, {type: "open"}>): void;
}

/**
 * Puts a notebook into `window` with everything that its cells find: the standard library, the kernels, training.
 *
 * @throws NotebookError where the text is no notebook
 */
export function openNotebook(
  open: Message<FromShell, "open">,
  window: Window,
  send: (message: FromFrame, transfer?: Transferable[]) => void
): OpenNotebook {
  const {document} = window;
  const column = document.createElement("div");
  column.className = "column";
  document.body.append(column);
  const frame = pageFrame(window);
  const load = (url: string) => import(url) as Promise<Record<string, unknown>>;
  const storage = portStorage(send);
  const kernels = createKernelLibrary({
    storage,
    download: (name, bytes) => send({type: "download", name, bytes}, [bytes.buffer]),
    backend: open.batch?.backend ?? "auto"
  });
  const library: EngineOptions["library"] = {
    ...createLibrary({document, column, filesBase: open.filesBase, fetch: (url) => window.fetch(url), load}),
    ...kernels.library
  };
  const names = new Set([...standardNames, ...Object.keys(library), ...Object.keys(kernels.perCell)]);
  const known = {library: names, page: (name: string) => name in window};
  const analyser = createAnalyser();
  let expected: ExpectedBackend | undefined;
  const loadEditor = () => import("./editor/module.ts");
  const page = createPage(open, {
    root: document.body,
    send,
    frame,
    render: kernels.render,
    analyse: (cells) => analyser.notebook(cells, known),
    engine: (observer, node) =>
      createEngine({
        library,
        perCell: kernels.perCell,
        observer,
        node,
        frame,
        load,
        evaluate: (source) => (0, eval)(source) as unknown,
        analyse: analyser.cell,
        mode: open.mode === "run" ? "automatically" : "on demand"
      }),
    loadEditor,
    loadBlocks: () => import("./panels/blocks/panel.ts"),
    session: sessionOf(window),
    names: namesFor(
      libraryNames(
        names,
        async () => (await import("./editor/library-docs.json")).default,
        (name) => library[name]?.()
      )
    ),
    prepare: kernels.prepare,
    release: kernels.release,
    training: () => trainingOf(kernels, expected),
    now: () => performance.now(),
    later: (callback, ms) => void window.setTimeout(callback, ms)
  });
  if (open.mode !== "preview" && !open.batch)
    window.setTimeout(async () => {
      expected = await expectedBackend(window.navigator);
      page.trainingChanged();
    }, 1000); // after everything that a person waits for
  kernels.training.observe(() => page.trainingChanged());
  if (open.batch)
    void runBatch({
      page,
      training: kernels.training,
      slotsReady: kernels.slotsReady,
      analysis: () => analyser.notebook(page.document.notebook.cells, known),
      path: open.path,
      set: open.batch.set,
      send,
      now: () => performance.now()
    });
  return {
    page,
    receive(message) {
      if (message.type === "stored") storage.answer(message);
      else page.receive(message);
    }
  };
}

/** The window's session storage; a page that may keep nothing goes without. */
function sessionOf(window: Window): Storage | undefined {
  try {
    return window.sessionStorage;
  } catch {
    return undefined;
  }
}

/** What trains, for the status bar: the run at work, else the last that told what computes, else what is expected. */
function trainingOf({training}: KernelLibrary, expected: ExpectedBackend | undefined): Training {
  const states = training.slots.map(({cell, slot}) => ({cell, state: slot.state}));
  const working = states.filter(({state}) => ["starting", "running"].includes(state.status));
  const ran = [...working, ...states.toReversed()].find(({state}) => state.backend !== null)?.state;
  const {backend, device, reason} = ran ?? expected ?? {};
  return {
    backend: (backend ?? null) as Training["backend"],
    device: device ?? "",
    reason: reason ?? "",
    cells: working.map(({cell}) => cell)
  };
}
