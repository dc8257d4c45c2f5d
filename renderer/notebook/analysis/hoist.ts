import type {AnyNode, Identifier} from "acorn";
import {children, isFunction} from "./nodes.ts";
import {boundNames} from "./patterns.ts";

/** The names that a list of statements declares for its own block: let, const, using, class, function and import. */
export function* lexicalNames(statements: readonly AnyNode[]): Generator<Identifier> {
  for (const node of statements) {
    if (node.type === "VariableDeclaration" && node.kind !== "var")
      for (const {id} of node.declarations) yield* boundNames(id);
    else if ((node.type === "FunctionDeclaration" || node.type === "ClassDeclaration") && node.id) yield node.id;
    else if (node.type === "ImportDeclaration") for (const {local} of node.specifiers) yield local;
  }
}

/** The names that `var` declares anywhere below a node, but not in functions below it. */
export function* varNames(node: AnyNode): Generator<Identifier> {
  if (node.type === "VariableDeclaration" && node.kind === "var")
    for (const {id} of node.declarations) yield* boundNames(id);
  for (const child of children(node)) if (!isFunction(child) && !isExpressionOnly(child)) yield* varNames(child);
}

/** Nodes that cannot hold a statement outside a function; passing them over keeps large expressions cheap. */
function isExpressionOnly({type}: AnyNode): boolean {
  return (
    type.endsWith("Expression") || type === "Identifier" || type.endsWith("Literal") || type === "ClassDeclaration"
  );
}
