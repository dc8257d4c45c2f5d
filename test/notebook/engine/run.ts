import {createEngine} from "../../../renderer/notebook/engine/createEngine.ts";
import type {CellState, EngineOptions} from "../../../renderer/notebook/engine/types.ts";
import type {Cell} from "../../../renderer/notebook/format/notebook.ts";
import {observe} from "../../../renderer/notebook/library/generators/observe.ts";
import {Mutable} from "../../../renderer/notebook/library/mutable.ts";

/** A cell from its source, or from its parts. */
export type Written = string | (Partial<Cell> & {source: string});

export function cellsOf(sources: readonly Written[]): Cell[] {
  return sources.map((source, i) => ({
    id: i + 1,
    mode: "js",
    pinned: true,
    hidden: false,
    attributes: [],
    ...(typeof source === "string" ? {source} : source)
  }));
}

/** An element as far as `view` needs one. */
export class Slider extends EventTarget {
  value: unknown;
  constructor(value: unknown) {
    super();
    this.value = value;
  }
  move(value: unknown): void {
    this.value = value;
    this.dispatchEvent(new Event("input"));
  }
}

/** What a test asks of an engine in Node: its states and values, and a log of what it told. */
export function start(sources: readonly Written[], options: Partial<EngineOptions> = {}) {
  const log: string[] = [];
  const outputs = new Map<number, unknown[]>();
  const sliders = new Map<string, Slider>();
  const counts = new Map<string, number>();
  let cells = cellsOf(sources);
  const engine = createEngine({
    frame: (callback) => void setImmediate(callback),
    evaluate: (source) => (0, eval)(source) as unknown,
    load: (url) =>
      url === "/lib/d3.js"
        ? Promise.resolve({sum: (a: number[]) => a.reduce((x, y) => x + y, 0), default: 7})
        : Promise.reject(new Error(`no ${url}`)),
    ...options,
    library: {
      Generators: () => ({observe}),
      Mutable: () => Mutable,
      slider: () => (name: string, value: unknown) => {
        const made = new Slider(value);
        sliders.set(name, made);
        return made;
      },
      count: () => (name: string) => {
        counts.set(name, (counts.get(name) ?? 0) + 1);
        return counts.get(name);
      },
      md:
        () =>
        (texts: TemplateStringsArray, ...values: unknown[]) =>
          String.raw({raw: texts.map(String)}, ...values),
      htl: () => ({html: ({raw}: TemplateStringsArray, ...values: unknown[]) => String.raw({raw}, ...values)}),
      tex: () => ({block: (strings: TemplateStringsArray, ...values: unknown[]) => String.raw(strings, ...values)}),
      ...options.library
    },
    observer: {
      clear: (id) => void outputs.set(id, []),
      display: (id, value) => void outputs.set(id, [...(outputs.get(id) ?? []), value]),
      started: (id) => void log.push(`started ${id}`),
      finished: (id) => void log.push(`finished ${id}`),
      ...options.observer
    }
  });
  engine.set(cells);
  return {
    engine,
    log,
    sliders,
    /** How often cells called `count(name)`. */
    counts,
    /** Rewrites one cell. */
    edit(id: number, change: string | Partial<Cell>) {
      cells = cells.map((cell) =>
        cell.id === id ? {...cell, ...(typeof change === "string" ? {source: change} : change)} : cell
      );
      engine.set(cells);
    },
    set(next: Cell[]) {
      cells = next;
      engine.set(cells);
    },
    get cells() {
      return cells;
    },
    output: (id: number) => outputs.get(id) ?? [],
    state: (id: number) => engine.states.get(id) as CellState,
    status: () => [...engine.states.values()].map(({status}) => status).join(" "),
    value: (name: string) => engine.variables.get(name)?.value,
    /** Some frames, for what was set going to arrive. */
    async frames(count = 6) {
      for (let i = 0; i < count; ++i) await new Promise((resolve) => setImmediate(resolve));
    }
  };
}
