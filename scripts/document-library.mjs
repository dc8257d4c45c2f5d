// Writes what completion says of the library: the signature and first sentences of everything that cells find, read off
// the sources. `--check` writes nothing and fails if the file is not what would be written.
import {readFileSync, writeFileSync} from "node:fs";
import path from "node:path";
import {fileURLToPath} from "node:url";
import ts from "typescript";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const target = path.join(root, "renderer/notebook/editor/library-docs.json");

/** `prefix.` for the members of a module, "" for names that stand alone; some only of what a module exports. */
const sources = [
  ["", "kernels/graph/trace.ts", ["network"]],
  ["", "kernels/training/optimizer.ts", ["adamW", "adam", "sgd"]],
  ["", "kernels/training/schedule.ts", ["constant", "cosine", "oneCycle"]],
  ["surgery.", "kernels/graph/surgery/index.ts"],
  ["ops.", "kernels/ops/index.ts"],
  ["blocks.", "kernels/blocks/index.ts"],
  ["models.", "kernels/models/index.ts"],
  ["data.", "kernels/data/digits.ts", ["digits"]],
  ["data.", "kernels/data/fashion-mnist.ts", ["fashionMnist"]],
  ["data.", "kernels/data/own.ts", ["idx", "arrays"]],
  ["insight.", "renderer/notebook/kernel/insightLibrary.ts"],
  ["exchange.", "renderer/notebook/kernel/exchangeLibrary.ts"],
  ...["curves", "fromImage", "images", "networkTable", "receptiveField", "subbands"].map((name) => [
    "pictures.",
    `renderer/notebook/pictures/${name}.ts`,
    [name]
  ])
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
    if (signature) docs[prefix + exported.name] = {call: callOf(exported.name, signature), text: textOf(symbol)};
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

function textOf(symbol) {
  return ts.displayPartsToString(symbol.getDocumentationComment(checker)).replaceAll(/\s+/g, " ").trim();
}

const text =
  JSON.stringify(Object.fromEntries(Object.entries(docs).sort(([a], [b]) => (a < b ? -1 : 1))), null, 2) + "\n";
if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== text) {
    console.error("library-docs.json is not what the sources say; run node scripts/document-library.mjs");
    process.exitCode = 1;
  }
} else writeFileSync(target, text);
