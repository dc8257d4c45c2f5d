import {lstat, mkdir, readdir, realpath, rm, unlink} from "node:fs/promises";
import path from "node:path";
import type {StoredRun} from "./api.ts";
import {HttpError} from "./httpError.ts";
import {openRegular} from "./locate.ts";
import {codeOf, httpErrorOf} from "./systemError.ts";
import {writeAtomically} from "./writeAtomically.ts";

/** What training left behind, beside the notebook: `.runs/<fingerprint>/<file>`. */
export interface Runs {
  list(folder: string): Promise<StoredRun[]>;
  read(folder: string, fingerprint: string, name: string): ReturnType<typeof openRegular>;
  write(folder: string, fingerprint: string, name: string, chunks: AsyncIterable<Uint8Array>): Promise<void>;
  remove(folder: string, fingerprint: string, name?: string): Promise<void>;
}

/** Throws 400 unless it is a SHA-256 in lower-case hexadecimal digits. */
function checkFingerprint(fingerprint: string): void {
  if (!/^[0-9a-f]{64}$/.test(fingerprint))
    throw new HttpError(400, `invalid fingerprint: ${fingerprint.slice(0, 80)}; expected 64 hexadecimal digits`);
}

/** Throws 400 unless it is a plain file name. */
function checkName(name: string): void {
  if (!/^[a-z0-9][a-z0-9_-]*(\.[a-z0-9_-]+)*$/i.test(name) || name.length > 128)
    throw new HttpError(
      400,
      `invalid file of a run: ${name.slice(0, 80)}; expected letters, digits, - _ and single dots`
    );
}

/** A real folder, not a link to one; undefined where there is none. Throws 403. */
async function realFolder(folder: string, shown: string): Promise<string | undefined> {
  try {
    const status = await lstat(folder);
    if (!status.isDirectory()) throw new HttpError(403, `refused, not a folder: ${shown}`);
    return await realpath(folder);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** @param elsewhere a folder that stands in for the notebook's own (a run from the command line leaves nothing there) */
export function createRuns(elsewhere?: string): Runs {
  const base = (folder: string) => path.join(elsewhere ?? folder, ".runs");

  async function existing(folder: string, fingerprint: string): Promise<string> {
    checkFingerprint(fingerprint);
    const runs = await realFolder(base(folder), ".runs");
    const run = runs && (await realFolder(path.join(runs, fingerprint), `.runs/${fingerprint}`));
    if (run === undefined) throw new HttpError(404, `unknown run: ${fingerprint}`);
    return run;
  }

  async function made(folder: string, fingerprint: string): Promise<string> {
    checkFingerprint(fingerprint);
    let at = base(folder);
    for (const next of [fingerprint, undefined]) {
      await mkdir(at).catch((error: unknown) => {
        if (codeOf(error) !== "EEXIST") throw error;
      });
      const real = await realFolder(at, ".runs");
      if (real === undefined) throw new HttpError(404, `unknown run: ${fingerprint}`);
      at = next === undefined ? real : path.join(real, next);
    }
    return at;
  }

  async function filesOf(run: string): Promise<StoredRun["files"]> {
    const files = [];
    for (const entry of await readdir(run, {withFileTypes: true})) {
      if (!entry.isFile() || entry.name.startsWith(".")) continue;
      const status = await lstat(path.join(run, entry.name));
      files.push({name: entry.name, size: status.size, modified: Math.round(status.mtimeMs)});
    }
    return files.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  return {
    async list(folder) {
      const runs = await realFolder(base(folder), ".runs");
      if (runs === undefined) return [];
      const found: StoredRun[] = [];
      for (const entry of await readdir(runs, {withFileTypes: true}))
        if (entry.isDirectory() && /^[0-9a-f]{64}$/.test(entry.name))
          found.push({fingerprint: entry.name, files: await filesOf(path.join(runs, entry.name))});
      return found.sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
    },
    async read(folder, fingerprint, name) {
      checkName(name);
      return openRegular(path.join(await existing(folder, fingerprint), name), `${fingerprint}/${name}`);
    },
    async write(folder, fingerprint, name, chunks) {
      checkName(name);
      try {
        await writeAtomically(path.join(await made(folder, fingerprint), name), chunks);
      } catch (error) {
        throw httpErrorOf(error, `${fingerprint}/${name}`);
      }
    },
    async remove(folder, fingerprint, name) {
      if (name !== undefined) checkName(name);
      const run = await existing(folder, fingerprint);
      try {
        if (name === undefined) await rm(run, {recursive: true});
        else await unlink(path.join(run, name));
      } catch (error) {
        throw httpErrorOf(error, name === undefined ? fingerprint : `${fingerprint}/${name}`);
      }
    }
  };
}
