import type {AnyNode, Parser} from "acorn";
import {tsPlugin} from "@sveltejs/acorn-typescript";
import {extendParser, parseWith} from "../parse.ts";
import {eraseMember} from "./eraseMember.ts";
import {Erasure} from "./erasure.ts";
import {refuse} from "./refuse.ts";
import {kindOf, nodesOf, type TsNode} from "./tsNode.ts";
import {skipTrivia} from "./trivia.ts";

let parser: ReturnType<typeof extendParser> | undefined;

/**
 * Takes the types out of TypeScript, each replaced by spaces, so that every position stays. Only erasable syntax: what
 * would become code (enums, namespaces, parameter properties, import =, decorators) is refused at its place.
 *
 * @throws FaultError, or SyntaxError with `pos`
 */
export function erase(source: string): string {
  parser ??= extendParser(tsPlugin() as (base: typeof Parser) => typeof Parser);
  const {node} = parseWith(parser, source, {locations: true});
  const erasure = new Erasure(source);
  visit(node as AnyNode as unknown as TsNode, erasure);
  return erasure.text();
}

function visit(node: TsNode, erasure: Erasure): void {
  const {source} = erasure;
  refuse(node);
  if (eraseWhole(node, erasure)) return;
  switch (node.type) {
    case "TSAsExpression":
    case "TSSatisfiesExpression": {
      const [expression] = nodesOf(node.expression);
      erasure.blank(skipTrivia(source, expression.end, ")"), node.end);
      return visit(expression, erasure);
    }
    case "TSNonNullExpression": {
      const [expression] = nodesOf(node.expression);
      erasure.blank(node.end - 1, node.end);
      return visit(expression, erasure);
    }
    case "TSTypeAssertion": {
      const [expression] = nodesOf(node.expression);
      erasure.prefix(node.start, source.indexOf(">", nodesOf(node.typeAnnotation)[0].end) + 1);
      return visit(expression, erasure);
    }
    case "Identifier":
      if (node.optional) erasure.character("?", node.start + String(node.name).length);
      break;
    case "ObjectPattern":
    case "ArrayPattern":
      if (node.optional) erasure.characterBefore("?", nodesOf(node.typeAnnotation)[0]?.start ?? node.end);
      break;
    case "VariableDeclarator":
      if (node.definite) erasure.characterBefore("!", nodesOf(nodesOf(node.id)[0].typeAnnotation)[0].start);
      break;
    case "ImportDeclaration":
      eraseTypeSpecifiers(node, erasure);
      break;
    case "ClassDeclaration":
    case "ClassExpression":
      eraseClassHead(node, erasure);
      break;
    case "MethodDefinition":
    case "PropertyDefinition":
      eraseMember(node, erasure);
      break;
    case "ArrowFunctionExpression":
      if (nodesOf(node.typeParameters).length > 0 && !node.async) {
        const [parameters] = nodesOf(node.typeParameters);
        erasure.prefix(parameters.start, parameters.end);
      }
      erasure.arrowType(nodesOf(node.returnType)[0]);
      eraseThis(node, erasure);
      break;
    case "FunctionDeclaration":
    case "FunctionExpression":
      eraseThis(node, erasure);
      break;
  }
  for (const [key, value] of Object.entries(node)) {
    const list = nodesOf(value);
    for (const [i, child] of list.entries()) {
      visit(child, erasure);
      // What a line break ended because a type stood before it, a semicolon has to end now.
      if ((key === "body" || key === "consequent") && i < list.length - 1) erasure.endStatement(child);
    }
  }
}

/** Erases a node that is type and nothing else. */
function eraseWhole(node: TsNode, erasure: Erasure): boolean {
  switch (kindOf(node)) {
    case "annotation":
      erasure.blank(node.start, node.end);
      return true;
    case "statement":
      erasure.statement(node.start, node.end);
      return true;
    default:
      return false;
  }
}

/** `import {type A, b}` keeps b. */
function eraseTypeSpecifiers(node: TsNode, erasure: Erasure): void {
  for (const specifier of nodesOf(node.specifiers)) {
    if (specifier.importKind !== "type") continue;
    const comma = skipTrivia(erasure.source, specifier.end);
    erasure.blank(specifier.start, erasure.source[comma] === "," ? comma + 1 : specifier.end);
  }
}

/** `abstract class A implements B, C`. */
function eraseClassHead(node: TsNode, erasure: Erasure): void {
  if (node.abstract) erasure.blank(node.start, node.start + "abstract".length);
  const interfaces = nodesOf(node.implements);
  if (interfaces.length === 0) return;
  const before = ["superTypeParameters", "superClass", "typeParameters", "id"].flatMap((key) => nodesOf(node[key]))[0];
  const from = skipTrivia(erasure.source, before ? before.end : node.start + "class".length, ")");
  erasure.blank(from, interfaces[interfaces.length - 1].end);
}

/** The parameter `this: T`, with its comma. */
function eraseThis(node: TsNode, erasure: Erasure): void {
  const [first] = nodesOf(node.params);
  if (first?.type !== "Identifier" || first.name !== "this") return;
  const comma = skipTrivia(erasure.source, first.end);
  erasure.blank(first.start, erasure.source[comma] === "," ? comma + 1 : first.end);
}
