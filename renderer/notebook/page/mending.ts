import type {NotebookAnalysis} from "../analysis/types.ts";
import type {Fix} from "../cells/notices.ts";
import type {Document} from "../document/document.ts";
import {replaceText, type Operation} from "../document/operation.ts";
import {renameIn} from "./rename.ts";

/** Makes a fix something to click: what it is called, and what it does to the notebook. */
export function mender(
  document: Document,
  analysis: () => NotebookAnalysis,
  perform: (title: string, operations: readonly Operation[]) => void
): (fix: Fix) => {title: string; apply(): void} {
  const source = (id: number) => document.cell(id)?.source ?? "";
  return (fix) => {
    if (fix.kind === "replace")
      return {
        title: `replace by ${fix.by}`,
        apply: () =>
          perform("replace a name", replaceReferences(fix.cell, source(fix.cell), fix.name, fix.by, analysis()))
      };
    if (fix.kind === "local")
      return {
        title: "make local",
        apply: () => perform("make names local", [replaceText(fix.cell, source(fix.cell), inBlock(source(fix.cell)))])
      };
    const free = freeName(fix.name, analysis());
    return {
      title: `rename to ${free}`,
      apply() {
        const cell = document.cell(fix.cell);
        const renamed = cell && renameIn(cell, fix.name, free);
        if (renamed !== undefined) perform("rename", [replaceText(fix.cell, source(fix.cell), renamed)]);
      }
    };
  };
}

function replaceReferences(
  id: number,
  source: string,
  name: string,
  by: string,
  analysis: NotebookAnalysis
): Operation[] {
  const spans = analysis.byCell.get(id)?.references.filter((each) => each.name === name) ?? [];
  // the last first, so that the offsets of the others hold
  let text = source;
  for (const {from, to} of spans.toReversed())
    if (text.slice(from, to) === name) text = text.slice(0, from) + by + text.slice(to);
  return text === source ? [] : [replaceText(id, source, text)];
}

function inBlock(source: string): string {
  const lines = source.split("\n").map((line) => (line ? `  ${line}` : line));
  return `{\n${lines.join("\n")}\n}`;
}

/** `width2`, or the next number that no cell defines. */
function freeName(name: string, {definers}: NotebookAnalysis): string {
  const stem = name.replace(/\d+$/, "");
  for (let i = 2; ; ++i) if (!definers.has(`${stem}${i}`)) return `${stem}${i}`;
}
