import {readFileSync} from "node:fs";
import path from "node:path";

/** What the build left: see scripts/build.mjs. */
export interface Installation {
  /** The files for the browser. */
  readonly assets: string;
  readonly version: string;
  /** SHA-256 of the notebooks that ship. */
  readonly shipped: ReadonlySet<string>;
  /** The folder of the notebooks that ship: the default workspace. */
  readonly notebooks: string;
}

/** Reads it from the folder `dist`; throws where it was not built. */
export function readInstallation(dist: string): Installation {
  const read = (file: string): unknown => JSON.parse(readFileSync(path.join(dist, file), "utf8"));
  const {version} = read("../package.json") as {version: string};
  return {
    assets: path.join(dist, "renderer"),
    version,
    shipped: new Set(read("shipped.json") as string[]),
    notebooks: path.resolve(dist, "../notebooks")
  };
}
