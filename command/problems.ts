import type {NotebookCheck, Place} from "./checkNotebook.ts";

const at = ({cell, line, column}: Place) => `cell ${cell}, line ${line}:${column}`;

/** What is wrong with a notebook, a line each; where it stands first. Remarks on a notebook that can be read are not wrong. */
export function problemsOf(check: NotebookCheck): string[] {
  const lines = check.syntaxErrors.map((error) => `${at(error)}: ${error.message}`);
  for (const {name, cells} of check.duplicates)
    lines.push(`cells ${cells.join(", ")}: ${name} is defined more than once`);
  for (const {cells, text} of check.cycles) lines.push(`cells ${cells.join(", ")}: circular definition, ${text}`);
  for (const name of check.undefined) lines.push(`${at(name)}: ${name.message}`);
  for (const each of check.unbundledImports) lines.push(`${at(each)}: ${each.message}`);
  if (!check.roundTrip)
    lines.push(
      check.cells === 0 && check.remarks.length > 0
        ? check.remarks.join("; ")
        : "written back, it would not be the same"
    );
  return lines;
}
