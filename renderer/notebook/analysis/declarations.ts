import type {Expression, Identifier, Program} from "acorn";
import {lexicalNames} from "./hoist.ts";
import {boundNames} from "./patterns.ts";

/** The names that a cell declares at its top level, in order: what other cells can read. */
export function declarations(root: Program | Expression): Identifier[] {
  if (root.type !== "Program") return [];
  return root.body.flatMap((node) =>
    node.type === "VariableDeclaration"
      ? node.declarations.flatMap(({id}) => [...boundNames(id)])
      : [...lexicalNames([node])]
  );
}
