/** A node of the TypeScript parser, whose extra fields acorn's types do not know. */
export interface TsNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

/** The nodes that a field holds: one, several or none. */
export function nodesOf(value: unknown): TsNode[] {
  return (Array.isArray(value) ? value : [value]).filter(isTsNode);
}

function isTsNode(value: unknown): value is TsNode {
  return typeof value === "object" && value !== null && typeof (value as {type?: unknown}).type === "string";
}

const annotations = new Set(["TSTypeAnnotation", "TSTypeParameterDeclaration", "TSTypeParameterInstantiation"]);
const statements = new Set([
  "TSInterfaceDeclaration",
  "TSTypeAliasDeclaration",
  "TSDeclareFunction",
  "TSIndexSignature"
]);

/** Whether a node is a type as a whole, and leaves a statement's place. */
export function kindOf(node: TsNode): "annotation" | "statement" | undefined {
  if (annotations.has(node.type)) return "annotation";
  if (statements.has(node.type) || node.declare === true) return "statement";
  if (node.type === "ImportDeclaration" && node.importKind === "type") return "statement";
  if (node.type === "PropertyDefinition" && node.abstract === true) return "statement";
  return node.type === "MethodDefinition" && nodesOf(node.value)[0]?.type === "TSDeclareMethod"
    ? "statement"
    : undefined;
}
