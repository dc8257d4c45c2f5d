import {existsSync, readdirSync, readFileSync} from "node:fs";
import path from "node:path";

/** A stored case as a file. */
export interface CaseFile {
  readonly family: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The folder of cases: SUBBAND_REFERENCE, else `../shared/reference` beside the project, else the set in the project. */
export function referenceFolder(): string {
  const given = process.env.SUBBAND_REFERENCE;
  if (given) {
    if (!existsSync(given)) throw new Error(`no such folder: ${given} (SUBBAND_REFERENCE)`);
    return given;
  }
  return ["../shared/reference", "test/reference/cases"].find((folder) => existsSync(folder))!;
}

/** The families in a folder, each a folder of its own. */
export function familiesOf(folder: string): string[] {
  return readdirSync(folder, {withFileTypes: true})
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** The cases of a family in the order of their names. */
export function casesOf(folder: string, family: string): CaseFile[] {
  return readdirSync(path.join(folder, family))
    .filter((file) => file.endsWith(".safetensors"))
    .sort()
    .map((file) => ({
      family,
      name: file.slice(0, -".safetensors".length),
      bytes: new Uint8Array(readFileSync(path.join(folder, family, file)))
    }));
}
