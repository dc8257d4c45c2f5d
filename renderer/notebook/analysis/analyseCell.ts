import type {Identifier} from "acorn";
import type {Cell} from "../format/notebook.ts";
import {awaits} from "./awaits.ts";
import {builtins} from "./builtins.ts";
import {check, findFiles} from "./check.ts";
import {declarations} from "./declarations.ts";
import {emit} from "./emit.ts";
import {FaultError, faultOf} from "./fault.ts";
import {identityOf} from "./identity.ts";
import {findImports, importDeclarations, importExpressions} from "./imports.ts";
import {parse} from "./parse.ts";
import {resolve} from "./resolve.ts";
import {emitTemplate, parseTemplate, tags} from "./template.ts";
import type {CellAnalysis, Name} from "./types.ts";
import {erase} from "./typescript/erase.ts";

/** What a cell defines, reads and shows. Pure; never throws: what is wrong is `error`. */
export function analyseCell(cell: Cell): CellAnalysis {
  const {mode, source} = cell;
  try {
    switch (mode) {
      case "js":
        return withOutput(cell, analyseCode(cell, source));
      case "ts":
        return withOutput(cell, analyseCode(cell, erase(source)));
      case "md":
      case "html":
      case "tex":
        return withOutput(cell, source === "" ? nothing(cell) : analyseTemplate(cell, mode));
      default:
        return withOutput(cell, {...nothing(cell), runs: false});
    }
  } catch (error) {
    return withOutput(cell, {...nothing(cell), outputs: guessNames(cell), error: faultOf(error, source)});
  }
}

function analyseCode({hidden, source}: Cell, code: string): CellAnalysis {
  const parsed = parse(code);
  const {node, expression} = parsed;
  const resolution = resolve(node);
  const declared = declarations(node);
  const found = names(resolution.free);
  const [statics, dynamics] = [importDeclarations(node), importExpressions(node)];
  const known = {
    ...nothing({mode: "js", source}),
    inputs: unique(found.map(({name}) => name)),
    outputs: unique(declared.map(({name}) => name)),
    references: found,
    declarations: declared.map(toName),
    expression,
    async: statics.length > 0 || awaits(node),
    imports: findImports(statics, dynamics),
    identity: identityOf(code, parsed, resolution)
  };
  const shows = !known.inputs.some((name) => name === "display" || name === "view");
  return finish(known, {
    check: () => check(node, declared, resolution),
    files: () => findFiles(node, resolution),
    emit: () => emit(code, parsed, {...known, declarations: statics, expressions: dynamics}),
    display: expression && shows && !hidden
  });
}

function analyseTemplate({hidden, source}: Cell, mode: keyof typeof tags): CellAnalysis {
  const template = parseTemplate(source, mode);
  const resolution = resolve(template.node);
  const found = names(resolution.free);
  const dynamics = importExpressions(template.node);
  const known = {
    ...nothing({mode, source}),
    inputs: unique([tags[mode].input, ...found.map(({name}) => name)]),
    references: found,
    expression: true,
    async: awaits(template.node),
    imports: findImports([], dynamics)
  };
  return finish(known, {
    check: () => check(template.node, [], resolution),
    files: () => findFiles(template.node, resolution),
    emit: () => emitTemplate(source, mode, template, {...known, expressions: dynamics}),
    display: !hidden
  });
}

interface Rest {
  check(): void;
  files(): string[];
  emit(): Pick<CellAnalysis, "body" | "anchors"> & {body: string};
  readonly display: boolean;
}

/** Adds what may fail; the names are known even then, so that the graph does not fall apart while a person types. */
function finish(known: CellAnalysis, {check, files, emit, display}: Rest): CellAnalysis {
  const analysis = {...known, display};
  try {
    check();
    const unbundled = known.imports.find(({error, dynamic}) => error && !dynamic);
    if (unbundled) throw new FaultError(unbundled.error ?? "", {start: unbundled.from, end: unbundled.to});
    return {...analysis, files: files(), ...emit()};
  } catch (error) {
    return {...analysis, error: faultOf(error, "")};
  }
}

function nothing({mode, source}: Pick<Cell, "mode" | "source">): CellAnalysis {
  return {
    inputs: [],
    outputs: [],
    references: [],
    declarations: [],
    expression: false,
    display: false,
    async: false,
    imports: [],
    files: [],
    runs: true,
    anchors: [],
    identity: `${mode}\u0002${source}`
  };
}

/** What a cell that does not parse seems to declare: while a person types, those who read it should not seem lost. */
function guessNames({mode, source}: Cell): string[] {
  if (mode !== "js" && mode !== "ts") return [];
  const declaration = /^(?:async\s+)?(?:const|let|var|class|function\s*\*?)\s+([\p{ID_Start}$_][\p{ID_Continue}$]*)/gmu;
  return unique([...source.matchAll(declaration)].map(([, name]) => name)).filter((name) => !builtins.has(name));
}

/** A cell that declares nothing may name its value. */
function withOutput({output}: Cell, analysis: CellAnalysis): CellAnalysis {
  return output && analysis.outputs.length === 0 ? {...analysis, outputs: [output]} : analysis;
}

/** The uses that other cells, the library or the page have to give; what is built in needs nobody. */
function names(free: readonly Identifier[]): Name[] {
  return free.filter(({name}) => !builtins.has(name)).map(toName);
}

function toName({name, start: from, end: to}: Identifier): Name {
  return {name, from, to};
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list)];
}
