import type {Expression, ImportDeclaration, ImportExpression, Program} from "acorn";
import {blank, buildBody, type Body, type Edit} from "./body.ts";
import type {Parsed} from "./parse.ts";

/** What the body of a cell is made of. */
export interface Ingredients {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly async: boolean;
  readonly declarations: readonly ImportDeclaration[];
  readonly expressions: readonly ImportExpression[];
}

/**
 * The source of `(load) => (a, b) => {…; return {x, y};}`. Static imports become one `await load([…])` on the first line,
 * which resolves to the modules by their index; `import(…)` becomes `load(…)`.
 */
export function emit(
  source: string,
  {node, tokens}: Parsed,
  {inputs, outputs, async, declarations, expressions}: Ingredients
): Body {
  const load = unused("$load", source);
  const edits: Edit[] = [
    ...declarations.map(({start: from, end: to}) => ({from, to, text: ";" + blank(source.slice(from, to)).slice(1)})),
    ...loadEdits(expressions, load),
    ...htmlComments(source, tokens)
  ];
  const start = head(load, inputs, async);
  return isProgram(node)
    ? buildBody(source, edits, `${start}{${importStatement(declarations, load)}`, `\n;return {${outputs.join(", ")}};}`)
    : buildBody(source, edits, `${start}(`, "\n)");
}

/** `"use strict";(load) => async (a, b) => ` */
export function head(load: string, inputs: readonly string[], async: boolean): string {
  return `"use strict";(${load}) => ${async ? "async " : ""}(${inputs.join(", ")}) => `;
}

/** `import(…)` asks the notebook's own loader. */
export function loadEdits(expressions: readonly ImportExpression[], load: string): Edit[] {
  return expressions.map(({start: from}) => ({from, to: from + "import".length, text: load}));
}

function isProgram(node: Program | Expression): node is Program {
  return node.type === "Program";
}

/** `const [{a: b}, c] = await load([0, 1]);` */
function importStatement(declarations: readonly ImportDeclaration[], load: string): string {
  const [patterns, indices]: [string[], number[]] = [[], []];
  declarations.forEach(({specifiers}, index) => {
    const named: string[] = [];
    for (const specifier of specifiers) {
      const local = specifier.local.name;
      if (specifier.type === "ImportNamespaceSpecifier") {
        patterns.push(local);
        indices.push(index);
      } else if (specifier.type === "ImportDefaultSpecifier") named.push(`default: ${local}`);
      else {
        const {imported} = specifier;
        named.push(`${imported.type === "Identifier" ? imported.name : JSON.stringify(imported.value)}: ${local}`);
      }
    }
    if (named.length > 0 || specifiers.length === 0) {
      patterns.push(`{${named.join(", ")}}`);
      indices.push(index);
    }
  });
  return patterns.length > 0 ? `const [${patterns.join(", ")}] = await ${load}([${indices.join(", ")}]);` : "";
}

/** `a<!--b` is three operators in a module and the start of a comment in a script: a space tells them apart. */
function htmlComments(source: string, tokens: Parsed["tokens"]): Edit[] {
  return tokens
    .filter(({start, end}) => end === start + 1 && source.startsWith("<!--", start))
    .map(({end}) => ({from: end, to: end, text: " "}));
}

/** A name that does not stand in the source. */
export function unused(name: string, source: string): string {
  return source.includes(name) ? unused(name + "$", source) : name;
}
