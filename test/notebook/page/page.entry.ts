import "../../../renderer/notebook/notebook.css";
import markdown from "markdown-it";
import {createAnalyser} from "../../../renderer/notebook/analysis/createAnalyser.ts";
import {standardNames} from "../../../renderer/notebook/analysis/standard.ts";
import {createEngine} from "../../../renderer/notebook/engine/createEngine.ts";
import {namesFor} from "../../../renderer/notebook/page/names.ts";
import type {NotebookPage} from "../../../renderer/notebook/page/options.ts";
import {createPage} from "../../../renderer/notebook/page/page.ts";
import {html as htl} from "../../../renderer/notebook/pictures/html.ts";
import type {FromFrame, FromShell, Message} from "../../../renderer/protocol/messages.ts";

const analyser = createAnalyser();
const md = markdown();
/** As much of the standard library as these tests need. */
const library = {
  md:
    () =>
    (strings: TemplateStringsArray, ...values: unknown[]) => {
      const block = document.createElement("div");
      block.innerHTML = md.render(String.raw({raw: strings.raw}, ...values));
      return block;
    },
  htl: () => ({html: htl})
};
const known = {
  library: new Set([...Object.keys(library), ...standardNames]),
  page: (name: string) => name in globalThis
};
const frame = (callback: () => void) => void requestAnimationFrame(callback);

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
        analyse: (cells) => analyser.notebook(cells, known),
        engine: (observer, node) =>
          createEngine({
            library,
            observer,
            node,
            frame,
            evaluate: (source) => (0, eval)(source) as unknown,
            load: (url) => import(url) as Promise<Record<string, unknown>>,
            analyse: analyser.cell
          }),
        loadEditor: () => import("../../../renderer/notebook/editor/module.ts"),
        loadBlocks: () => import("../../../renderer/notebook/panels/blocks/panel.ts"),
        session: sessionStorage,
        render: () => undefined,
        names: namesFor({library: new Map(), calls: new Map(), valueOf: () => undefined}),
        release: () => {},
        prepare: async () => {},
        training: () => ({backend: null, device: "", reason: "", cells: []}),
        now: () => performance.now(),
        later: (callback, ms) => void setTimeout(callback, ms),
        frame
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
