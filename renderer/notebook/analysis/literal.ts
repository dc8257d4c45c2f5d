import type {AnyNode} from "acorn";

/** The value of a string that is written out: "a", `a`, or such strings joined by + or `${}`; else undefined. */
export function literalString(node: AnyNode | undefined): string | undefined {
  if (node?.type === "Literal") return typeof node.value === "string" ? node.value : undefined;
  if (node?.type === "TemplateLiteral") {
    const parts = node.expressions.map(literalString);
    if (parts.includes(undefined)) return undefined;
    return node.quasis.map((quasi, i) => (quasi.value.cooked ?? "") + (parts[i] ?? "")).join("");
  }
  if (node?.type === "BinaryExpression" && node.operator === "+") {
    const [left, right] = [literalString(node.left as AnyNode), literalString(node.right)];
    return left === undefined || right === undefined ? undefined : left + right;
  }
  return undefined;
}
