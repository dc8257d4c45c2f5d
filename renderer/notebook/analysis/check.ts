import type {AnyNode, CallExpression, Expression, Identifier, Program} from "acorn";
import {builtins} from "./builtins.ts";
import {FaultError} from "./fault.ts";
import {literalString} from "./literal.ts";
import {walk} from "./nodes.ts";
import type {Resolution} from "./resolve.ts";

/** Refuses what a cell may not do, at its place. @throws FaultError */
export function check(root: Program | Expression, declared: readonly Identifier[], {free, assigned}: Resolution): void {
  for (const node of declared)
    if (builtins.has(node.name) || node.name === "arguments")
      throw new FaultError(`invalid name: ${node.name}; it is built in and cannot be defined`, node);
  for (const node of assigned)
    throw new FaultError(
      builtins.has(node.name)
        ? `invalid assignment: ${node.name} is built in`
        : `invalid assignment: ${node.name} is not declared in this cell; only the cell that declares a name can assign it`,
      node
    );
  const own = free.find(({name}) => name === "arguments");
  if (own) throw new FaultError("arguments is not available outside a function", own);
  walk(root, checkNode);
}

function checkNode(node: AnyNode): void {
  switch (node.type) {
    case "ExportNamedDeclaration":
    case "ExportDefaultDeclaration":
    case "ExportAllDeclaration":
      throw new FaultError("unexpected export; other cells can read every name that a cell declares", {
        start: node.start,
        end: node.start + "export".length
      });
    case "MetaProperty":
      if (node.meta.name === "import") throw new FaultError("import.meta is not available in a cell", node);
      break;
    case "ImportDeclaration":
    case "ImportExpression":
      if (node.type === "ImportDeclaration" ? node.attributes.length > 0 : node.options)
        throw new FaultError("import attributes are not supported", node);
  }
}

/**
 * The names of the files that a cell reads: the literal arguments of calls of `FileAttachment`.
 *
 * @throws FaultError at a call whose argument is not written out
 */
export function findFiles(root: Program | Expression, {free}: Resolution): string[] {
  const named = new Set<AnyNode>(free.filter(({name}) => name === "FileAttachment"));
  if (named.size === 0) return [];
  const files = new Set<string>();
  walk(root, (node) => void (node.type === "CallExpression" && named.has(node.callee) && files.add(fileName(node))));
  return [...files];
}

function fileName(node: CallExpression): string {
  const name = literalString(node.arguments[0]);
  if (name === undefined)
    throw new FaultError(
      "FileAttachment takes a literal string, so that a notebook's files are known without running it",
      node
    );
  return name;
}
