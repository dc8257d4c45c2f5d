import {createHash, randomBytes} from "node:crypto";
import {constants} from "node:fs";
import {open, rename, unlink} from "node:fs/promises";
import path from "node:path";
import {moveToNew} from "./moveToNew.ts";

/** What was written. */
export interface Content {
  /** SHA-256, hexadecimal. */
  readonly hash: string;
  readonly size: number;
}

/** Makes a folder's entries last; systems that cannot are left alone. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Writes a file so that at every moment the name holds the whole old or the whole new content, also when the process or
 * the machine stops: a temporary file beside it, forced to disk, then renamed by `move`. `commit` has the last word: it
 * looks at the preconditions and calls `move`; where it throws before, nothing has changed. With `isNew` the name must be
 * free (EEXIST).
 */
export async function writeAtomically(
  target: string,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  {
    commit = (_written, move) => move(),
    isNew = false,
    mode
  }: {
    commit?: (written: Content, move: () => Promise<void>) => Promise<void>;
    isNew?: boolean;
    mode?: number;
  } = {}
): Promise<Content> {
  const folder = path.dirname(target);
  const temporary = path.join(folder, `.subband-${randomBytes(8).toString("hex")}.tmp`);
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);
  const file = await open(temporary, flags, mode ?? 0o666);
  try {
    const hash = createHash("sha256");
    let size = 0;
    try {
      if (mode !== undefined && process.platform !== "win32") await file.chmod(mode);
      for await (const chunk of chunks) {
        hash.update(chunk);
        size += chunk.byteLength;
        await file.writeFile(chunk);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    const written = {hash: hash.digest("hex"), size};
    await commit(written, () => (isNew ? moveToNew(temporary, target) : rename(temporary, target)));
    await syncFolder(folder);
    return written;
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
}
