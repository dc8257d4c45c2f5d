import type {AnyNode, ImportDeclaration, ImportExpression, Program, Expression} from "acorn";
import {literalString} from "./literal.ts";
import {walk} from "./nodes.ts";
import {resolveImport} from "./resolveImport.ts";
import type {Import, Name} from "./types.ts";

/** The static imports of a cell. */
export function importDeclarations(root: Program | Expression): ImportDeclaration[] {
  return root.type === "Program" ? root.body.filter((node) => node.type === "ImportDeclaration") : [];
}

/** The `import(…)` expressions of a cell. */
export function importExpressions(root: AnyNode): ImportExpression[] {
  const found: ImportExpression[] = [];
  walk(root, (node) => void (node.type === "ImportExpression" && found.push(node)));
  return found;
}

/** All imports whose specifier is written out, static ones first, each with where it leads. */
export function findImports(
  declarations: readonly ImportDeclaration[],
  expressions: readonly ImportExpression[]
): Import[] {
  return [
    ...declarations.map((node) => toImport(String(node.source.value), node.source, importedNames(node), false)),
    ...expressions.flatMap(({source}) => {
      const specifier = literalString(source);
      return specifier === undefined ? [] : [toImport(specifier, source, [], true)];
    })
  ];
}

function toImport(specifier: string, {start: from, end: to}: AnyNode, names: Name[], dynamic: boolean): Import {
  const {url, error} = resolveImport(specifier);
  return {specifier, from, to, names, url, error, dynamic};
}

/** The names that an import asks of its module; none for `* as`. */
function importedNames(node: ImportDeclaration): Name[] {
  return node.specifiers.flatMap((specifier): Name[] => {
    const {start: from, end: to} = specifier;
    if (specifier.type === "ImportNamespaceSpecifier") return [];
    if (specifier.type === "ImportDefaultSpecifier") return [{name: "default", from, to}];
    const {imported} = specifier;
    return [{name: imported.type === "Identifier" ? imported.name : String(imported.value), from, to}];
  });
}
