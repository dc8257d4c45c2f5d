// Writes what completion says of the library: the signature and first sentences of everything that cells find, read off
// the sources. `--check` writes nothing and fails if the file is not what would be written.
import {readFileSync, writeFileSync} from "node:fs";
import path from "node:path";
import {fileURLToPath} from "node:url";
import {format, resolveConfig} from "prettier";
import ts from "typescript";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const target = path.join(root, "renderer/notebook/editor/library-docs.json");

/** `prefix.` for the members of a module, "" for names that stand alone; some only of what a module exports. */
const sources = [
  ["", "kernels/graph/trace.ts", ["network"]],
  ["", "kernels/training/plan/optimizer.ts", ["adamW", "adam", "sgd"]],
  ["", "kernels/training/plan/schedule.ts", ["constant", "cosine", "oneCycle"]],
  ["surgery.", "kernels/graph/surgery/index.ts"],
  ["ops.", "kernels/ops/index.ts"],
  ["blocks.", "kernels/blocks/index.ts"],
  ["models.", "kernels/models/index.ts"],
  ["data.", "kernels/data/digits.ts", ["digits"]],
  ["data.", "kernels/data/fashionMnist.ts", ["fashionMnist"]],
  ["data.", "kernels/data/own.ts", ["idx", "arrays"]],
  ["insight.", "kernels/insight/index.ts"],
  ["exchange.", "kernels/exchange/index.ts"],
  [
    "design.",
    "kernels/design/index.ts",
    [
      "authorsSearch",
      "blocksOf",
      "evaluate",
      "evaluateMember",
      "evaluateNetwork",
      "format",
      "frontier",
      "latencyOf",
      "madNas",
      "parse",
      "prove",
      "randomSearch",
      "region",
      "solve",
      "toNetwork"
    ]
  ],
  ["pictures.", "renderer/notebook/pictures/architecture/architecture.ts", ["architecture"]],
  ...[
    "beforeAfter",
    "curves",
    "feasibleRegion",
    "fromImage",
    "frontier",
    "images",
    "networkTable",
    "receptiveField",
    "stageBars",
    "subbands"
  ].map((name) => ["pictures.", `renderer/notebook/pictures/${name}.ts`, [name]])
];

const {config} = ts.readConfigFile(path.join(root, "tsconfig.json"), ts.sys.readFile);
const {options} = ts.parseJsonConfigFileContent(config, ts.sys, root);
const program = ts.createProgram(
  sources.map(([, file]) => path.join(root, file)),
  options
);
const checker = program.getTypeChecker();

const docs = {};
for (const [prefix, file, only] of sources) {
  const module = checker.getSymbolAtLocation(program.getSourceFile(path.join(root, file)));
  for (const exported of checker.getExportsOfModule(module)) {
    if (only && !only.includes(exported.name)) continue;
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    const signature = symbol.valueDeclaration && checker.getTypeOfSymbol(symbol).getCallSignatures().at(0);
    if (!signature) continue;
    docs[prefix + exported.name] = {
      call: callOf(exported.name, signature),
      text: textOf(symbol),
      ...(prefix === "blocks." ? cardOf(symbol) : {}),
      ...argumentsOf(symbol, signature)
    };
  }
}

/** `waveMix(x, {levels, mult, …})`: parameters by name, options by their keys. */
function callOf(name, signature) {
  const parameters = signature.parameters.map((parameter) => {
    const {valueDeclaration} = parameter;
    const pattern =
      valueDeclaration && ts.isParameter(valueDeclaration) && ts.isObjectBindingPattern(valueDeclaration.name);
    const optional = valueDeclaration && (valueDeclaration.questionToken || valueDeclaration.initializer);
    if (!pattern && !/^(options|raw|args)$/.test(parameter.name)) return parameter.name + (optional ? "?" : "");
    const type = checker.getNonNullableType(checker.getTypeOfSymbol(parameter));
    const keys = checker.getPropertiesOfType(type).map(({name}) => name);
    return keys.length === 0 ? "options" : `{${keys.slice(0, 7).join(", ")}${keys.length > 7 ? ", …" : ""}}`;
  });
  return `${name}(${parameters.join(", ")})`;
}

/** What a card of the Blocks panel says besides: the tags of the docstring. */
function cardOf(symbol) {
  const tags = Object.fromEntries(
    symbol
      .getJsDocTags(checker)
      .map(({name, text}) => [name, ts.displayPartsToString(text).replaceAll(/\s+/g, " ").trim()])
  );
  const {family = "", paper = "", parameters = ""} = tags;
  return {family, paper, parameters};
}

/** What may be written in an argument: the names of which it is one, the options that it holds; `at` are its places. */
function argumentsOf(symbol, signature) {
  const found = [];
  const taken = new Map();
  const defaults = defaultsIn(symbol.valueDeclaration);
  for (const [at, parameter] of signature.parameters.entries()) {
    const type = checker.getNonNullableType(checker.getTypeOfSymbol(parameter));
    const parts = type.isUnion() ? type.types : [type];
    const names = parts.filter((each) => each.isStringLiteral()).map(({value}) => value);
    names.sort(new Intl.Collator("en", {numeric: true}).compare);
    if (names.length > 0) found.push({at: [at], names});
    for (const each of parts.filter(holdsOptions)) {
      if (taken.has(each)) taken.get(each).at.push(at);
      else {
        taken.set(each, {at: [at], options: optionsOf(each, defaults)});
        found.push(taken.get(each));
      }
    }
  }
  return found.length > 0 ? {arguments: found} : {};
}

/** Whether a person writes it as an object: something of it may be left out, and it is of these sources. */
function holdsOptions(type) {
  const isObject = type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection) && !checker.isArrayLikeType(type);
  const properties = isObject ? checker.getPropertiesOfType(type) : [];
  return (
    properties.some(({flags}) => flags & ts.SymbolFlags.Optional) &&
    properties.every(({declarations = []}) =>
      declarations.every((each) => !program.isSourceFileDefaultLibrary(each.getSourceFile()))
    )
  );
}

function optionsOf(type, defaults) {
  return (
    checker
      .getPropertiesOfType(type)
      .map((property) => ({
        name: property.name,
        type: typeOf(property),
        ...(property.flags & ts.SymbolFlags.Optional ? {} : {required: true}),
        ...(defaults.has(property.name) ? {default: defaults.get(property.name)} : {}),
        text: textOf(property)
      }))
      // in the order in which the sources name them, what must be given first
      .sort((a, b) => Number("required" in b) - Number("required" in a))
  );
}

/** `number`, `"transposed" | "nearest"`: the type of an option without its absence. */
function typeOf(property) {
  const type = checker.getNonNullableType(checker.getTypeOfSymbol(property));
  const parts = type.isUnion() ? type.types : [type];
  const words = parts.map((each) => checker.typeToString(each, undefined, ts.TypeFormatFlags.NoTruncation));
  const text = [...new Set(words.map((word) => (/^(true|false)$/.test(word) ? "boolean" : word)))].join(" | ");
  // what is long has a name
  const declared = property.declarations?.[0]?.type?.getText();
  return text.length > 60 && declared && declared.length < text.length ? declared : text;
}

/** The defaults that a block's own rule for its options gives in its patterns: `{levels = 1, …} = known(raw, …)`. */
function defaultsIn(declaration) {
  const defaults = new Map();
  function visit(node) {
    if (ts.isBindingElement(node) && node.initializer && ts.isIdentifier(node.name)) {
      const name = (node.propertyName ?? node.name).getText();
      const value = defaultOf(node.initializer);
      if (value !== undefined && !defaults.has(name)) defaults.set(name, value);
    }
    ts.forEachChild(node, visit);
  }
  // the second argument of `block(kind, normalise, body)`, or the parameters of a plain function
  const rule = declaration.initializer?.arguments?.[1];
  if (rule) visit(rule);
  return defaults;
}

/** A default as a person reads it; undefined where it is made of something else, which the option's text says. */
function defaultOf(node) {
  const text = node.getText();
  if (text === "x.shape[0]") return "C";
  return ts.isLiteralExpression(node) || ts.isPrefixUnaryExpression(node) || /^(true|false|\[[\d, ]*\])$/.test(text)
    ? text
    : undefined;
}

function textOf(symbol) {
  return ts
    .displayPartsToString(symbol.getDocumentationComment(checker))
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ ?\(specs\/[^)]*\)/g, "") // for who reads the sources
    .trim();
}

const sorted = Object.fromEntries(Object.entries(docs).sort(([a], [b]) => (a < b ? -1 : 1)));
const text = await format(JSON.stringify(sorted), {...(await resolveConfig(target)), parser: "json"});
if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== text) {
    console.error("library-docs.json is not what the sources say; run node scripts/document-library.mjs");
    process.exitCode = 1;
  }
} else writeFileSync(target, text);
