// A whole notebook in a page: the engine on the standard library, drawn without any page around it.
import {createEngine} from "../../../renderer/notebook/engine/createEngine.ts";
import type {Engine} from "../../../renderer/notebook/engine/types.ts";
import type {Cell} from "../../../renderer/notebook/format/notebook.ts";
import {createLibrary} from "../../../renderer/notebook/library/createLibrary.ts";
import {pageFrame} from "../../../renderer/notebook/library/pageFrame.ts";

const libraries: Record<string, () => Promise<object>> = {
  "/lib/d3.js": () => import("../../../renderer/notebook/lib/d3.ts"),
  "/lib/plot.js": () => import("../../../renderer/notebook/lib/plot.ts"),
  "/lib/inputs.js": () => import("../../../renderer/notebook/lib/inputs.ts"),
  "/lib/htl.js": () => import("../../../renderer/notebook/lib/htl.ts"),
  "/lib/markdown-it.js": () => import("../../../renderer/notebook/lib/markdown-it.ts"),
  "/lib/katex.js": () => import("../../../renderer/notebook/lib/katex.ts"),
  "/lib/fflate.js": () => import("../../../renderer/notebook/lib/fflate.ts")
};
const files: Record<string, Blob> = {"/files/t/a.csv": new Blob(["x,y\n1,2\n3,4\n"])};

const column = document.createElement("main");
column.style.width = "600px";
document.body.append(column);
const log: string[] = [];
let engine: Engine;

const notebook = {
  log,
  column,
  async run(cells: [Cell["mode"], string][]) {
    engine?.dispose();
    column.replaceChildren(...cells.map(() => document.createElement("section")));
    const section = (id: number) => column.children[id - 1];
    engine = createEngine({
      library: createLibrary({
        document,
        column,
        filesBase: "/files/t/",
        fetch: async (url) => (files[url] ? new Response(files[url]) : new Response("", {status: 404})),
        load: async (url) => (await libraries[url]()) as Record<string, unknown>
      }),
      frame: pageFrame(window),
      evaluate: (source) => (0, eval)(source) as unknown,
      load: async (url) => (await libraries[url]()) as Record<string, unknown>,
      node: section,
      observer: {
        clear: (id) => section(id).replaceChildren(),
        // as on the real page, only what sits nowhere else is placed
        display: (id, value) =>
          section(id).append(
            value instanceof Node && !value.parentNode ? value : (JSON.stringify(value) ?? "undefined")
          ),
        started: (id) => log.push(`started ${id}`),
        finished: (id) => log.push(`finished ${id}`)
      }
    });
    engine.set(
      cells.map(([mode, source], i) => ({id: i + 1, mode, source, pinned: true, hidden: false, attributes: []}))
    );
    await engine.run();
    return notebook.read();
  },
  /** The HTML of each cell's output, and what is wrong with it. */
  read: () =>
    [...engine.states.values()].map(({id, status, reason, error}) => ({
      html: column.children[id - 1].innerHTML,
      status,
      reason,
      line: error?.line,
      column: error?.column
    })),
  settle: () => engine.run([]),
  value: (name: string) => engine.variables.get(name)?.value
};

Object.assign(globalThis, {notebook});
export type Notebook = typeof notebook;
