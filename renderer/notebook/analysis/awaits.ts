import type {AnyNode} from "acorn";
import {children, isFunction} from "./nodes.ts";

/** Whether a node waits outside functions: `await`, `for await`, `await using`. */
export function awaits(node: AnyNode): boolean {
  if (node.type === "AwaitExpression") return true;
  if (node.type === "ForOfStatement" && node.await) return true;
  if (node.type === "VariableDeclaration" && node.kind === "await using") return true;
  if (isFunction(node)) return false;
  for (const child of children(node)) if (awaits(child)) return true;
  return false;
}
