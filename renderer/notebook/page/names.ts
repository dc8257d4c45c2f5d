import type {NotebookAnalysis} from "../analysis/types.ts";
import type {Argument} from "../editor/argument.ts";
import type {Name, Names} from "../editor/completion.ts";
import type {Engine} from "../engine/types.ts";
import {describeValue} from "../panels/describe.ts";

/** What completion knows of the library. */
export interface LibraryNames {
  /** A sentence or two on a name or a member, `blocks` or `blocks.waveMix`. */
  readonly library: ReadonlyMap<string, string>;
  /** What may be written in the arguments of a function, `blocks.waveMix`. */
  readonly calls: ReadonlyMap<string, readonly Argument[]>;
  /** The value of a library name, or a promise of it: loaded when its members are asked for. */
  valueOf(name: string): unknown;
}

/** Names for completion in a cell: those of other cells first, then the library's. */
export function namesFor({library, calls, valueOf}: LibraryNames) {
  return (cell: number, analysis: NotebookAnalysis, engine: Engine): Names => {
    const own = new Set(analysis.byCell.get(cell)?.outputs);
    const fromCells = [...analysis.definers]
      .filter(([name]) => !own.has(name))
      .map(([name, cells]): Name => ({
        name,
        kind: kindOf(engine.variables.get(name)?.value),
        detail: `cell ${cells[0]}`
      }));
    const fromLibrary = [...library]
      .filter(([name]) => !name.includes(".") && !analysis.definers.has(name))
      .map(([name, documentation]): Name => ({name, kind: "module", detail: "library", documentation}));
    return {
      names: [...fromCells, ...fromLibrary],
      valueOf: (name) =>
        analysis.definers.has(name)
          ? engine.variables.get(name)?.value
          : library.has(name)
            ? valueOf(name)
            : (globalThis as Record<string, unknown>)[name],
      documentation: (path) => library.get(path),
      argumentsAt({call, index}) {
        const isOwn = analysis.definers.has(call.split(".", 1)[0]);
        return isOwn ? [] : (calls.get(call) ?? []).filter(({at}) => at.includes(index));
      },
      describe(path) {
        const cells = analysis.definers.get(path);
        if (cells) return {title: present(path, engine), text: cells[0] === cell ? "" : `from cell ${cells[0]}`};
        const [title, ...text] = library.get(path)?.split("\n") ?? [];
        if (title === undefined) return undefined;
        return text.length > 0 ? {title, text: text.join(" ")} : {title: path, text: title};
      }
    };
  };
}

/** A name with what it holds now: `net · network, 23 operations`. */
function present(name: string, engine: Engine): string {
  const variable = engine.variables.get(name);
  if (variable?.status !== "fulfilled") return name;
  const {kind, extent} = describeValue(variable.value);
  return `${name} · ${extent ? `${kind}, ${extent}` : kind}`;
}

function kindOf(value: unknown): Name["kind"] {
  return typeof value === "function" ? "function" : "variable";
}
