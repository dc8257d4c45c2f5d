import {NetworkError} from "../../graph/errors.ts";
import {readLiteral} from "./literal.ts";
import {readShortForm, writeShortForm, type ShortFormOptions} from "./shortForm.ts";
import {structureOf, type Structure} from "./structure.ts";

/**
 * Reads a structure from text: a structure file of the authors (a Python literal with one network under `best_structures`, or
 * only its list of items), or the short form (`C32/k3 K1KXK1 96b40k5L1 …`, see `readShortForm`). Throws a NetworkError with
 * the place: text that is neither, an unknown class, an `in` that is not the width before it.
 */
export function parseStructure(text: string, options: ShortFormOptions = {}): Structure {
  if (!/^\s*(?:#[^\n]*\s*)*[[{(]/.test(text)) return readShortForm(text, options);
  const literal = readLiteral(text);
  if (Array.isArray(literal)) return structureOf(literal);
  const {space_arch: arch = "CnnNet", best_structures: best} = literal as Record<string, unknown>;
  if (arch !== "CnnNet") throw new NetworkError(`unknown space_arch: ${JSON.stringify(arch)}; expected CnnNet`);
  if (!Array.isArray(best) || best.length === 0)
    throw new NetworkError("missing best_structures; expected a list of structures");
  if (best.length > 1) throw new NetworkError(`too many structures: ${best.length}; expected one in best_structures`);
  return structureOf(best[0]);
}

/** Writes a structure as the authors' file (`file`, which parses again to the same) or in the short form. */
export function formatStructure(structure: Structure, {form = "file"}: {form?: "file" | "short"} = {}): string {
  const checked = structureOf(structure);
  if (form === "short") return writeShortForm(checked);
  const lines = checked.map((item) => {
    const entries = Object.entries(item).map(
      ([key, value]) => `'${key}': ${typeof value === "string" ? `'${value}'` : value}`
    );
    return `      {${entries.join(", ")}}`;
  });
  return `{\n  'space_arch': 'CnnNet',\n  'best_structures': [\n    [\n${lines.join(",\n")}\n    ]\n  ]\n}\n`;
}
