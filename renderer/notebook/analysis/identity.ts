import type {AnyNode, Expression, Identifier, Program} from "acorn";
import type {Parsed} from "./parse.ts";
import type {Resolution} from "./resolve.ts";

/**
 * What a cell's code does, whatever its comments, its layout and the names of the variables it declares: the tokens with
 * the semicolons that the parser put in, and the cell's own variables by number. A name stays as it is where it can be
 * seen at run time: of functions and classes, of shorthand properties, and wherever `eval` might look.
 */
export function identityOf(source: string, {node, tokens, semicolons}: Parsed, resolution: Resolution): string {
  const numbers = numberOwn(node, resolution);
  const inserted = new Set(semicolons);
  const parts = [node.type === "Program" ? "statements" : "expression"];
  for (const token of tokens) {
    if (token.start === token.end) continue; // the end, and empty pieces of templates
    const number = numbers.get(token.start);
    parts.push(number === undefined ? source.slice(token.start, token.end) : `\u0001${number}`);
    if (inserted.has(token.end)) parts.push(";");
  }
  return parts.join("\u0002");
}

/** The number of each declared variable that may be renamed, by the places where it stands. */
function numberOwn(root: Program | Expression, {own, free, shorthand}: Resolution): Map<number, number> {
  const numbers = new Map<number, number>();
  if (root.type !== "Program" || free.some(({name}) => name === "eval")) return numbers;
  const renamable = new Set<string>();
  for (const node of root.body)
    if (node.type === "VariableDeclaration")
      for (const {id, init} of node.declarations)
        if (id.type === "Identifier" && !namesItsValue(init)) renamable.add(id.name);
  for (const {name} of shorthand) renamable.delete(name);
  for (const node of root.body)
    if ((node.type === "FunctionDeclaration" || node.type === "ClassDeclaration") && node.id)
      renamable.delete(node.id.name);
  const order = [...renamable];
  for (const {name, start} of own as readonly Identifier[]) {
    const number = order.indexOf(name);
    if (number >= 0) numbers.set(start, number);
  }
  return numbers;
}

/** Functions and classes take the name of the variable they are first put into. */
function namesItsValue(init: AnyNode | null | undefined): boolean {
  return (
    init?.type === "ArrowFunctionExpression" || init?.type === "FunctionExpression" || init?.type === "ClassExpression"
  );
}
