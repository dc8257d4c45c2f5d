import {constants} from "node:fs";
import {lstat, mkdir, open, realpath, type FileHandle} from "node:fs/promises";
import path from "node:path";
import {HttpError} from "./httpError.ts";
import {checkVisible} from "./segments.ts";
import {codeOf, httpErrorOf} from "./systemError.ts";

const foldsCase = process.platform === "win32" || process.platform === "darwin";
const fold = (name: string) => (foldsCase ? name.toLowerCase() : name);

/** The key under which two spellings of one file are the same. */
export const pathKey = fold;

/** The segments from `root` to `target`, both real paths; throws 403 where `target` lies outside. */
function within(root: string, target: string, shown: string): string[] {
  const outside = () => new HttpError(403, `refused: ${shown} leads out of the folder`);
  if (fold(target) === fold(root)) return [];
  const prefix = root.endsWith(path.sep) ? root : root + path.sep;
  if (!fold(target).startsWith(fold(prefix))) throw outside();
  return target.slice(prefix.length).split(path.sep);
}

/**
 * The real path of an existing file or folder below `root` (a real path). Links are followed and must end inside.
 * Throws 403 outside or hidden, 404.
 */
export async function locateExisting(root: string, segments: readonly string[]): Promise<string> {
  checkVisible(segments);
  const shown = segments.join("/");
  let real: string;
  try {
    real = await realpath(path.join(root, ...segments));
  } catch (error) {
    throw httpErrorOf(error, shown);
  }
  checkVisible(within(root, real, shown));
  return real;
}

/**
 * Opens a regular file at a real path for reading. Without following a link that took its place meanwhile, and without
 * waiting for the other end of a pipe.
 */
export async function openRegular(
  real: string,
  shown: string
): Promise<{file: FileHandle; size: number; mtime: number}> {
  let file: FileHandle;
  try {
    file = await open(real, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    throw httpErrorOf(error, shown);
  }
  const status = await file.stat();
  if (status.isFile()) return {file, size: status.size, mtime: status.mtimeMs};
  await file.close();
  throw new HttpError(403, `refused, not a regular file: ${shown}`);
}

/**
 * The real path where a file may be written below `root` (a real path): folders that are missing are made, the deepest
 * that exists must lie inside, and the file itself must be new or a regular file. Throws 400, 403.
 */
export async function locateForWriting(root: string, segments: readonly string[]): Promise<string> {
  checkVisible(segments);
  const shown = segments.join("/");
  try {
    let folder = root;
    for (const [index, segment] of segments.slice(0, -1).entries()) {
      const next = path.join(folder, segment);
      try {
        folder = await realpath(next);
      } catch (error) {
        if (codeOf(error) !== "ENOENT") throw error;
        // A link to nowhere also has no real path; making a folder there would follow it.
        await mkdir(next);
        folder = await realpath(next);
      }
      checkVisible(within(root, folder, segments.slice(0, index + 1).join("/")));
    }
    const target = path.join(folder, segments[segments.length - 1]);
    await refuseSpecial(target, shown);
    return target;
  } catch (error) {
    throw httpErrorOf(error, shown);
  }
}

/** Throws 403 where something other than a regular file stands at `target`. */
async function refuseSpecial(target: string, shown: string): Promise<void> {
  try {
    const status = await lstat(target);
    if (status.isSymbolicLink()) throw new HttpError(403, `refused, a symbolic link: ${shown}`);
    if (!status.isFile()) throw new HttpError(403, `refused, not a regular file: ${shown}`);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
}
