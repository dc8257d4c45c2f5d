import "../../../renderer/notebook/notebook.css";
import markdown from "markdown-it";
import {createAnalyser} from "../../../renderer/notebook/analysis/createAnalyser.ts";
import type {CellState, Engine, Observer} from "../../../renderer/notebook/engine/types.ts";
import {CellError} from "../../../renderer/notebook/engine/errors.ts";
import type {Cell} from "../../../renderer/notebook/format/notebook.ts";
import {namesFor} from "../../../renderer/notebook/page/names.ts";
import {createPage, type NotebookPage} from "../../../renderer/notebook/page/page.ts";
import {html as htl} from "../../../renderer/notebook/pictures/html.ts";
import type {FromFrame, FromShell, Message} from "../../../renderer/protocol/messages.ts";

const analyser = createAnalyser();
const md = markdown();
const library = new Set(["md", "htl", "display", "view"]);

function fakeEngine(observer: Observer): Engine {
  let cells: readonly Cell[] = [];
  const states = new Map<number, CellState>();
  const values = new Map<string, unknown>();
  const ranSource = new Map<number, string>();
  const put = (id: number, changes: Partial<CellState>) => {
    const state = {
      id,
      status: "idle",
      reason: "",
      error: undefined,
      because: [],
      held: false,
      ran: false,
      elapsed: undefined,
      ...states.get(id),
      ...changes
    } as CellState;
    states.set(id, state);
    observer.state?.(state);
  };
  return {
    set(next) {
      cells = next;
      for (const {id, source} of cells)
        if (ranSource.has(id) && ranSource.get(id) !== source) put(id, {status: "edited", reason: ""});
        else if (!states.has(id)) put(id, {});
    },
    async run(ids) {
      const analysis = analyser.notebook(cells, {library, page: (name) => name in globalThis});
      for (const id of analysis.order) {
        if (ids && !ids.includes(id)) continue;
        const cell = cells.find((each) => each.id === id)!;
        const own = analysis.byCell.get(id)!;
        if (!own.runs) continue;
        ranSource.set(id, cell.source);
        observer.started?.(id);
        put(id, {status: "running"});
        observer.clear?.(id);
        try {
          const display = (value: unknown) => (observer.display?.(id, value, undefined), value);
          const missing = own.inputs.find((name) => !library.has(name) && !values.has(name) && !(name in globalThis));
          const definer = missing && analysis.definers.get(missing)?.[0];
          if (definer) {
            put(id, {status: "waiting", reason: `waiting for \`${missing}\` (cell ${definer})`, because: [definer]});
            observer.finished?.(id);
            continue;
          }
          if (own.error) throw new SyntaxError(own.error.message);
          const inputs = own.inputs.map((name) =>
            name === "md"
              ? (s: TemplateStringsArray, ...v: unknown[]) => {
                  const div = document.createElement("div");
                  div.innerHTML = md.render(String.raw({raw: s.raw}, ...v));
                  return div;
                }
              : name === "htl"
                ? {html: htl}
                : name === "display"
                  ? display
                  : name === "view"
                    ? display
                    : values.has(name)
                      ? values.get(name)
                      : (globalThis as never)[name]
          );
          const make = (0, eval)(own.body! + `\n//# sourceURL=cell-${id}.js`);
          const result = await make(async () => ({}))(...inputs);
          if (own.display) display(result);
          else for (const name of own.outputs) values.set(name, result[name]);
          put(id, {status: "idle", reason: "", error: undefined, ran: true, elapsed: 12});
        } catch (error) {
          put(id, {
            status: "error",
            reason: String(error),
            error: new CellError((error as Error).message, {
              cell: id,
              line: own.error ? 1 : 2,
              kind: (error as Error).name
            }),
            ran: true
          });
        }
        observer.finished?.(id);
      }
    },
    hold: (id, held) => put(id, {held}),
    mode: "automatically",
    states,
    variables: new Map(),
    dispose() {}
  };
}

const sent: FromFrame[] = [];
let page: NotebookPage | undefined;
const api = {
  sent,
  open(text: string, options: Partial<Message<FromShell, "open">> = {}) {
    page = createPage(
      {type: "open", text, saved: text, path: "a.html", mode: "run", filesBase: "/files/", ...options},
      {
        root: document.body,
        send: (message) => void sent.push(message),
        analyse: (cells) => analyser.notebook(cells, {library, page: (name) => name in globalThis}),
        engine: (observer) => fakeEngine(observer),
        loadEditor: () => import("../../../renderer/notebook/editor/module.ts"),
        render: () => undefined,
        names: namesFor({library: new Map(), valueOf: () => undefined}),
        training: () => ({backend: null, device: "", reason: "", cells: []}),
        now: () => performance.now(),
        later: (callback, ms) => void setTimeout(callback, ms),
        frame: (callback) => void requestAnimationFrame(callback)
      }
    );
  },
  /** Resolves once what was to run has run. */
  async idle() {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    await frame();
    while ([...page!.engine.states.values()].some(({status}) => status === "running")) await frame();
    await frame();
  },
  receive: (message: Parameters<NotebookPage["receive"]>[0]) => page!.receive(message),
  get page() {
    return page!;
  }
};
declare global {
  var notebook: typeof api;
}
globalThis.notebook = api;
