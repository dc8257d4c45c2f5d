import {existsSync, readdirSync, readFileSync} from "node:fs";
import path from "node:path";
import {readHeader} from "../../kernels/exchange/safetensors/header.ts";

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

/** The cases in a folder and in the folders of its families, by family and name. */
export function casesOf(folder: string): CaseFile[] {
  return readdirSync(folder, {recursive: true, encoding: "utf8"})
    .filter((file) => file.endsWith(".safetensors"))
    .sort()
    .map((file) => {
      const bytes = new Uint8Array(readFileSync(path.join(folder, file)));
      const folderName = path.basename(path.dirname(path.resolve(folder, file)));
      return {family: familyOf(bytes) ?? folderName, name: path.basename(file, ".safetensors"), bytes};
    });
}

/**
 * Whether a case is small enough for a software graphics processor: whole published networks take minutes there. Filters are no
 * tensors.
 */
export function isSmall({family, name}: CaseFile): boolean {
  return !/^(full|seg)[-_]|^filters$/.test(name) && !/published/.test(family);
}

/** The family that a file names; undefined if it cannot be read, which its check will say. */
function familyOf(bytes: Uint8Array): string | undefined {
  try {
    const about = JSON.parse(readHeader(bytes).metadata.get("case") ?? "{}") as {family?: unknown};
    return typeof about.family === "string" ? about.family : undefined;
  } catch {
    return undefined;
  }
}
