import type {NotebookAnalysis} from "../analysis/types.ts";
import type {CellState} from "../engine/types.ts";
import type {Cell} from "../format/notebook.ts";
import type {Problem} from "../editor/editor.ts";
import type {Fix} from "./notices.ts";

/** What is underlined in a cell's text, and why. `mend` makes a fix something to click. */
export function problemsOf(
  cell: Cell,
  analysis: NotebookAnalysis,
  state: CellState | undefined,
  mend: (fix: Fix) => {title: string; apply(): void}
): Problem[] {
  const own = analysis.byCell.get(cell.id);
  if (!own?.runs) return [];
  const problems: Problem[] = [];
  if (own.error) problems.push({...own.error, severity: "error"});
  for (const {from, to, error} of own.imports)
    if (error && error !== own.error?.message) problems.push({from, to, severity: "error", message: error});
  for (const {cell: id, name, from, to, message, suggestion} of analysis.undefined)
    if (id === cell.id)
      problems.push({
        from,
        to,
        severity: "error",
        message,
        fixes: suggestion && [mend({kind: "replace", cell: id, name, by: suggestion.name})]
      });
  for (const {name, cells} of analysis.duplicates)
    for (const {from, to} of cells.includes(cell.id) ? own.declarations.filter((each) => each.name === name) : [])
      problems.push({
        from,
        to,
        severity: "warning",
        message: `${name} is also defined in ${cells
          .filter((other) => other !== cell.id)
          .map((other) => `cell ${other}`)
          .join(", ")}`
      });
  for (const {path, text} of analysis.cycles)
    path.forEach((step, i) => {
      if (step.cell !== cell.id) return;
      const next = path[(i + 1) % path.length].name;
      for (const {from, to} of own.references.filter((each) => each.name === next))
        problems.push({from, to, severity: "warning", message: `circular: ${text}`});
    });
  // An exception's line holds as long as the text is the one that ran
  if (state?.error?.line !== undefined && state.status === "error" && problems.length === 0)
    problems.push({...lineSpan(cell.source, state.error.line), severity: "error", message: state.error.message});
  return problems;
}

/** From the first to the last character of a line that is not space. Lines count from 1. */
function lineSpan(source: string, line: number): {from: number; to: number} {
  const lines = source.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  const text = lines[line - 1] ?? "";
  return {from: start + text.length - text.trimStart().length, to: start + text.trimEnd().length};
}
