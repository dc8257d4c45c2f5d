import type {CellAnalysis, Fault, NotebookAnalysis} from "../analysis/types.ts";
import type {CellError} from "../engine/errors.ts";
import type {CellState} from "../engine/types.ts";
import type {Cell, Mode} from "../format/notebook.ts";

/** A piece of a notice: words, a name in code, or a link to a cell (and a line of it). */
export type Part =
  string | {readonly code: string} | {readonly cell: number; readonly text: string; readonly line?: number};

/** A way to mend what a notice says, done by the page. */
export type Fix =
  | {readonly kind: "replace"; readonly cell: number; readonly name: string; readonly by: string}
  | {readonly kind: "rename"; readonly cell: number; readonly name: string}
  | {readonly kind: "local"; readonly cell: number};

/** One line under a cell. */
export interface Notice {
  /** `error` began in this cell; `caution` will not run as it stands; `quiet` is a fact, not a fault. */
  readonly tone: "error" | "caution" | "quiet";
  readonly parts: readonly Part[];
  readonly fixes: readonly Fix[];
  /** Where the failure went through, innermost first: shown on demand. */
  readonly trace?: readonly Part[][];
}

/** What a mode is called. */
export const modeNames: Readonly<Record<Mode, string>> = {
  js: "JavaScript",
  ts: "TypeScript",
  md: "Markdown",
  html: "HTML",
  tex: "TeX",
  dot: "Graphviz",
  sql: "SQL",
  node: "Node.js",
  python: "Python",
  r: "R",
  ojs: "Observable JavaScript"
};

/** All that is to be said under a cell, from its analysis and its state. `hung`: it did not finish last time. */
export function noticesOf(
  cell: Cell,
  analysis: NotebookAnalysis,
  state: CellState | undefined,
  {hung = false} = {}
): Notice[] {
  const own = analysis.byCell.get(cell.id);
  if (own && !own.runs) return [notice("quiet", [`${modeNames[cell.mode]} is kept as it is; it does not run here`])];
  const undefinedNames = unique(analysis.undefined.filter((each) => each.cell === cell.id));
  const notices: Notice[] = [];
  if (hung) notices.push(notice("caution", ["this cell did not finish last time; change it, or run it again"]));
  if (own?.error) notices.push(fault(cell, own.error));
  for (const {error, from} of own?.imports ?? [])
    if (error && error !== own?.error?.message)
      notices.push(notice("error", [error, ...at(cell, lineOf(cell.source, from))]));
  for (const {name, cells} of analysis.duplicates)
    if (cells.includes(cell.id))
      notices.push(
        notice(
          "caution",
          [{code: name}, " is also defined in ", ...links(cells.filter((id) => id !== cell.id))],
          duplicateFixes(cell, name, own)
        )
      );
  for (const {path} of analysis.cycles)
    if (path.some((step) => step.cell === cell.id)) notices.push(notice("caution", cycle(path)));
  for (const {name, from, message, suggestion} of undefinedNames)
    notices.push({
      ...notice(
        state?.error && !own?.error ? "error" : "caution",
        [...withLinks(message), ...at(cell, lineOf(cell.source, from))],
        suggestion ? [{kind: "replace", cell: cell.id, name, by: suggestion.name}] : []
      )
    });
  // What the analysis has said already need not be said again by the run that failed for it
  const tangled = [
    ...analysis.duplicates.map(({cells}) => cells),
    ...analysis.cycles.map(({path}) => path.map((step) => step.cell))
  ];
  const said =
    own?.error ||
    (undefinedNames.length > 0 && / is not defined$/.test(state?.error?.message ?? "")) ||
    (state?.error?.kind === "RuntimeError" && tangled.some((cells) => cells.includes(cell.id)));
  if (state?.error && !said && state.status !== "edited" && !own?.imports.some(({error}) => error))
    notices.push(failure(state.error));
  if (state?.status === "waiting" && notices.length === 0) notices.push(notice("quiet", withLinks(state.reason)));
  return notices;
}

function notice(tone: Notice["tone"], parts: readonly Part[], fixes: readonly Fix[] = []): Notice {
  return {tone, parts, fixes};
}

function fault(cell: Cell, {message, from}: Fault): Notice {
  return notice("error", [message, ...at(cell, lineOf(cell.source, from))]);
}

function failure(error: CellError): Notice {
  const place: Part[] =
    error.line === undefined ? [] : [" · ", {cell: error.cell, text: `line ${error.line}`, line: error.line}];
  return {
    ...notice("error", [`${error.kind}: ${error.message}`, ...place]),
    trace: error.frames.map(({cell, line, name}) => [
      ...(name ? [{code: name}, " "] : []),
      cell === undefined ? `library, line ${line}` : {cell, text: `cell ${cell}, line ${line}`, line}
    ])
  };
}

/** An import stands at the top level or nowhere, so a cell with one is neither renamed in nor wrapped. */
function duplicateFixes(cell: Cell, name: string, own: CellAnalysis | undefined): Fix[] {
  if ((cell.mode !== "js" && cell.mode !== "ts") || own?.imports.some(({dynamic}) => !dynamic)) return [];
  const local: Fix = {kind: "local", cell: cell.id};
  return cell.mode === "js" ? [{kind: "rename", cell: cell.id, name}, local] : [local];
}

function cycle(path: readonly {cell: number; name: string}[]): Part[] {
  const steps = [...path, path[0]];
  return ["circular: ", ...steps.flatMap(({cell, name}, i): Part[] => [...(i ? [" → "] : []), {cell, text: name}])];
}

function at(cell: Cell, line: number): Part[] {
  return [" · ", {cell: cell.id, text: `line ${line}`, line}];
}

function links(cells: readonly number[]): Part[] {
  return cells.flatMap((cell, i): Part[] => [
    ...(i ? [i === cells.length - 1 ? " and " : ", "] : []),
    {cell, text: `cell ${cell}`}
  ]);
}

/** Makes links of "cell 5" and code of `name` in a line of words. */
export function withLinks(text: string): Part[] {
  return text
    .split(/(`[^`]+`|cell \d+)/)
    .filter(Boolean)
    .map((piece): Part => {
      if (piece.startsWith("`")) return {code: piece.slice(1, -1)};
      const id = /^cell (\d+)$/.exec(piece);
      return id ? {cell: Number(id[1]), text: piece} : piece;
    });
}

/** The line of an offset, from 1. */
export function lineOf(source: string, offset: number): number {
  return source.slice(0, offset).split("\n").length;
}

function unique<T extends {name: string}>(names: readonly T[]): T[] {
  return names.filter(({name}, i) => names.findIndex((each) => each.name === name) === i);
}
