import type {Cell, Notebook} from "./notebook.ts";
import {indent} from "./dedent.ts";
import {escapeAttribute, escapeScript, escapeText} from "./escape.ts";
import {typeOfMode} from "./modes.ts";

/** A notebook as the format's authors write it, whole: what a new file holds. */
export function canonicalNotebook({title, theme, readonly, cells}: Notebook): string {
  const attributes = `theme="${escapeAttribute(canonicalTheme(theme))}"${readonly ? ' readonly=""' : ""}`;
  const parts = [canonicalTitle(title), ...cells.map(canonicalCell)];
  return `<!doctype html>\n<notebook ${attributes}>${parts.map((part) => `\n  ${part}`).join("")}\n</notebook>\n`;
}

/** `<title>…</title>` */
export function canonicalTitle(title: string): string {
  return `<title>${escapeText(title)}</title>`;
}

/** `light-dark(a,b)` is written with a space. */
export function canonicalTheme(theme: string): string {
  return theme.replace(/^light-dark\(([\w-]+),\s*([\w-]+)\)$/, "light-dark($1, $2)");
}

/** One cell's element, from `<script` to `</script>`, without the two spaces before it. Unknown attributes come last. */
export function canonicalCell(cell: Cell): string {
  const own = new Map(cell.attributes);
  const attributes: [string, string | undefined][] = [
    ["id", String(cell.id)],
    ["type", typeOfMode[cell.mode]],
    ["pinned", cell.pinned ? "" : undefined],
    ["hidden", cell.hidden ? "" : undefined],
    ["database", own.get("database")],
    ["output", cell.output || undefined],
    ["format", own.get("format")],
    ...cell.attributes
      .filter(([name]) => name !== "database" && name !== "format")
      .map(([n, v]): [string, string] => [n, v])
  ];
  const written = attributes.filter(([, value]) => value !== undefined);
  const tag = written.map(([name, value]) => ` ${name}="${escapeAttribute(value ?? "")}"`).join("");
  // Escaped after indenting, so that a source that ends in `</script` is held too.
  return `<script${tag}>${escapeScript(indent(cell.source))}</script>`;
}
