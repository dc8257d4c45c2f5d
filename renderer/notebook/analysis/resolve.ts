import type {AnyNode, Expression, Function, Identifier, Program} from "acorn";
import {lexicalNames, varNames} from "./hoist.ts";
import {boundNames} from "./patterns.ts";
import {children} from "./nodes.ts";

/** Which identifiers of a cell stand for what. */
export interface Resolution {
  /** Uses of names that the cell does not declare, in order. */
  readonly free: readonly Identifier[];
  /** Names that the cell does not declare, where it assigns to them. */
  readonly assigned: readonly Identifier[];
  /** Uses and declarations of names declared at the top level. */
  readonly own: readonly Identifier[];
  /** Names of shorthand properties `{a}`, where the variable's name is a property's as well. */
  readonly shorthand: ReadonlySet<Identifier>;
}

interface Scope {
  readonly names: ReadonlySet<string>;
  readonly parent: Scope | undefined;
}

/** Resolves every identifier by the scopes of strict code. */
export function resolve(root: Program | Expression): Resolution {
  const free: Identifier[] = [];
  const assigned: Identifier[] = [];
  const own: Identifier[] = [];
  const shorthand = new Set<Identifier>();

  function use(node: Identifier, scope: Scope, assigns = false): void {
    let at: Scope | undefined = scope;
    while (at && !at.names.has(node.name)) at = at.parent;
    if (!at) {
      if (assigns) assigned.push(node);
      if (node.name !== "undefined") free.push(node);
    } else if (!at.parent) own.push(node);
  }

  function visitAll(nodes: Iterable<AnyNode | null | undefined>, scope: Scope): void {
    for (const node of nodes) if (node) visit(node, scope);
  }

  function visit(node: AnyNode, scope: Scope): void {
    switch (node.type) {
      case "Identifier":
        return use(node, scope);
      case "Program":
        return visitAll(node.body, scope);
      case "BlockStatement":
      case "StaticBlock":
        return visitAll(
          node.body,
          inner(scope, lexicalNames(node.body), node.type === "StaticBlock" ? varNames(node) : [])
        );
      case "SwitchStatement":
        visit(node.discriminant, scope);
        return visitAll(node.cases, inner(scope, lexicalNames(node.cases.flatMap(({consequent}) => consequent))));
      case "ForStatement":
        return visitAll(children(node), inner(scope, lexicalNames(node.init ? [node.init] : [])));
      case "ForInStatement":
      case "ForOfStatement": {
        const within = inner(scope, lexicalNames([node.left]));
        if (node.left.type === "VariableDeclaration") visit(node.left, within);
        else visitPattern(node.left, within, true);
        return visitAll([node.right, node.body], within);
      }
      case "FunctionDeclaration":
        if (node.id) use(node.id, scope);
        return visitFunction(node, scope);
      case "FunctionExpression":
        return visitFunction(node, node.id ? inner(scope, [node.id]) : scope);
      case "ArrowFunctionExpression":
        return visitFunction(node, scope);
      case "ClassDeclaration":
      case "ClassExpression": {
        if (node.id && node.type === "ClassDeclaration") use(node.id, scope);
        return visitAll([node.superClass, node.body], node.id ? inner(scope, [node.id]) : scope);
      }
      case "CatchClause": {
        const within = inner(scope, boundNames(node.param ?? null));
        if (node.param) visitPattern(node.param, within, false);
        return visit(node.body, within);
      }
      case "VariableDeclaration":
        for (const {id, init} of node.declarations) {
          visitPattern(id, scope, false);
          if (init) visit(init, scope);
        }
        return;
      case "AssignmentExpression":
        visitPattern(node.left, scope, true);
        return visit(node.right, scope);
      case "UpdateExpression":
        return visitPattern(node.argument, scope, true);
      case "MemberExpression":
        return visitAll([node.object, node.computed ? node.property : null], scope);
      case "Property":
        if (node.shorthand && node.value.type === "Identifier") shorthand.add(node.value);
        return visitAll([node.computed ? node.key : null, node.value], scope);
      case "MethodDefinition":
      case "PropertyDefinition":
        return visitAll([node.computed ? node.key : null, node.value], scope);
      case "ImportDeclaration":
        for (const specifier of node.specifiers) {
          use(specifier.local, scope);
          shorthand.add(specifier.local);
        }
        return;
      case "LabeledStatement":
        return visit(node.body, scope);
      case "BreakStatement":
      case "ContinueStatement":
      case "MetaProperty":
        return;
      case "ExportNamedDeclaration":
        return visitAll([node.declaration], scope);
      case "ExportAllDeclaration":
        return;
      default:
        return visitAll(children(node), scope);
    }
  }

  function visitFunction(node: Function, scope: Scope): void {
    const names = new Set<string>(node.type === "ArrowFunctionExpression" ? [] : ["arguments"]);
    for (const param of node.params) for (const {name} of boundNames(param)) names.add(name);
    const within = {names, parent: scope};
    for (const param of node.params) visitPattern(param, within, false);
    const {body} = node;
    // A scope of its own: what the body declares is not there for the defaults of the parameters.
    if (body.type === "BlockStatement") visitAll(body.body, inner(within, lexicalNames(body.body), varNames(body)));
    else visit(body, within);
  }

  /** Visits what a pattern binds or assigns, and the defaults and computed keys within it. */
  function visitPattern(node: AnyNode, scope: Scope, assigns: boolean): void {
    switch (node.type) {
      case "Identifier":
        return use(node, scope, assigns);
      case "ObjectPattern":
        for (const property of node.properties) visitPattern(property, scope, assigns);
        return;
      case "Property": {
        if (node.computed) visit(node.key, scope);
        const target: AnyNode = node.value;
        const name: AnyNode = target.type === "AssignmentPattern" ? target.left : target;
        if (node.shorthand && name.type === "Identifier") shorthand.add(name);
        return visitPattern(target, scope, assigns);
      }
      case "ArrayPattern":
        for (const element of node.elements) if (element) visitPattern(element, scope, assigns);
        return;
      case "RestElement":
        return visitPattern(node.argument, scope, assigns);
      case "AssignmentPattern":
        visitPattern(node.left, scope, assigns);
        return visit(node.right, scope);
      default:
        return visit(node, scope); // a member expression
    }
  }

  const top: Scope = {
    names: new Set(
      root.type === "Program" ? [...lexicalNames(root.body), ...varNames(root)].map(({name}) => name) : []
    ),
    parent: undefined
  };
  visit(root, top);
  const byPlace = (a: Identifier, b: Identifier) => a.start - b.start;
  return {free: free.sort(byPlace), assigned: assigned.sort(byPlace), own: own.sort(byPlace), shorthand};
}

function inner(parent: Scope, ...lists: Iterable<Identifier>[]): Scope {
  const names = new Set<string>();
  for (const list of lists) for (const {name} of list) names.add(name);
  return names.size > 0 ? {names, parent} : parent;
}
