import {parse} from "../analysis/parse.ts";
import {resolve} from "../analysis/resolve.ts";
import type {Cell} from "../format/notebook.ts";

/**
 * The source of a JavaScript cell with its top-level name `name` called `by` everywhere in it. Undefined where that
 * cannot be done in place: another mode, an imported name, or a text that does not parse.
 */
export function renameIn({mode, source}: Cell, name: string, by: string): string | undefined {
  if (mode !== "js") return undefined;
  try {
    const {node} = parse(source);
    const imported =
      node.type === "Program" &&
      node.body.some(
        (each) => each.type === "ImportDeclaration" && each.specifiers.some(({local}) => local.name === name)
      );
    if (imported) return undefined;
    const {own, shorthand} = resolve(node);
    return own
      .filter((each) => each.name === name)
      .reduceRight(
        (text, each) =>
          // `{width}` means a property called width, whatever its value is called
          text.slice(0, each.start) + (shorthand.has(each) ? `${name}: ${by}` : by) + text.slice(each.end),
        source
      );
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
