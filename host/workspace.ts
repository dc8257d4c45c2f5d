import {realpathSync} from "node:fs";
import {lstat, rename, statfs, unlink} from "node:fs/promises";
import path from "node:path";
import type {Workspace, Written} from "./api.ts";
import {etagOf, hashOfFile, type Precondition} from "./etag.ts";
import {HttpError} from "./httpError.ts";
import {listFiles} from "./listFiles.ts";
import {locateExisting, locateForWriting, openRegular, pathKey} from "./locate.ts";
import {createLock} from "./lock.ts";
import {moveToNew} from "./moveToNew.ts";
import {codeOf, httpErrorOf} from "./systemError.ts";
import {writeAtomically} from "./writeAtomically.ts";

/** Called when a write is about to take effect, with the hash of what was there (null: nothing). */
export type BeforeMove = (change: {real: string; before: string | null; after: string}) => Promise<void>;

/** The files of one folder, by paths relative to it; nothing outside it. */
export interface WorkspaceFolder {
  /** The folder's real path. */
  readonly root: string;
  list(): Promise<Workspace>;
  /** The real path of an existing regular file and its hash. Throws 403, 404. */
  find(segments: readonly string[]): Promise<{real: string; hash: string}>;
  /** Replaces or makes a file atomically. Throws 412 or 404 where `precondition` does not hold, 507 where the disk is full. */
  write(
    segments: readonly string[],
    chunks: AsyncIterable<Uint8Array>,
    options: {precondition: Precondition; announced?: number; beforeMove?: BeforeMove}
  ): Promise<Written>;
  remove(segments: readonly string[], etag: string): Promise<void>;
  /** Never replaces: throws 409 where `to` exists. Returns both real paths. */
  rename(
    from: readonly string[],
    to: readonly string[]
  ): Promise<{readonly written: Written; readonly from: string; readonly to: string}>;
}

/** Opens the folder at `root`; throws where there is none. */
export function openWorkspace(folder: string): WorkspaceFolder {
  const root = realpathSync.native(folder);
  const lock = createLock();

  /** The hash of the file at `real`, null where there is none. */
  async function hashAt(real: string, shown: string): Promise<string | null> {
    let opened;
    try {
      opened = await openRegular(real, shown);
    } catch (error) {
      if (error instanceof HttpError && error.status === 404) return null;
      throw error;
    }
    try {
      return await hashOfFile(opened.file);
    } finally {
      await opened.file.close();
    }
  }

  function hold(precondition: Precondition, hash: string | null, shown: string): void {
    if (precondition.absent) {
      if (hash !== null) throw new HttpError(412, `exists already: ${shown}`, {etag: etagOf(hash)});
    } else if (hash === null) {
      throw new HttpError(404, `gone meanwhile: ${shown}`);
    } else if (etagOf(hash) !== precondition.etag) {
      throw new HttpError(412, `changed meanwhile: ${shown}`, {etag: etagOf(hash)});
    }
  }

  async function writtenAt(real: string, shown: string, hash: string): Promise<Written> {
    const status = await lstat(real);
    return {path: shown, etag: etagOf(hash), size: status.size, modified: Math.round(status.mtimeMs)};
  }

  return {
    root,
    async list() {
      const {files, truncated} = await listFiles(root);
      return {root, files, truncated};
    },
    async find(segments) {
      const shown = segments.join("/");
      const real = await locateExisting(root, segments);
      const hash = await hashAt(real, shown);
      if (hash === null) throw new HttpError(404, `no such file: ${shown}`);
      return {real, hash};
    },
    async write(segments, chunks, {precondition, announced = 0, beforeMove}) {
      const shown = segments.join("/");
      const real = await locateForWriting(root, segments);
      // A look before the body is read, and again at the very end.
      hold(precondition, await hashAt(real, shown), shown);
      const {bavail, bsize} = await statfs(path.dirname(real));
      if (announced > bavail * bsize) throw new HttpError(507, `the disk is full: ${shown}`);
      const mode = precondition.absent ? undefined : (await lstat(real)).mode & 0o777;
      try {
        const {hash} = await writeAtomically(real, chunks, {
          isNew: precondition.absent,
          mode,
          commit: (written, move) =>
            lock(pathKey(real), async () => {
              const before = await hashAt(real, shown);
              hold(precondition, before, shown);
              await beforeMove?.({real, before, after: written.hash});
              await move();
            })
        });
        return await writtenAt(real, shown, hash);
      } catch (error) {
        if (codeOf(error) === "EEXIST") throw new HttpError(412, `exists already: ${shown}`);
        throw httpErrorOf(error, shown);
      }
    },
    async remove(segments, etag) {
      const shown = segments.join("/");
      const real = await locateForWriting(root, segments);
      await lock(pathKey(real), async () => {
        const hash = await hashAt(real, shown);
        if (hash === null) throw new HttpError(404, `no such file: ${shown}`);
        hold({absent: false, etag}, hash, shown);
        await unlink(real).catch((error: unknown) => {
          throw httpErrorOf(error, shown);
        });
      });
    },
    async rename(from, to) {
      const source = await locateExisting(root, from);
      const hash = await hashAt(source, from.join("/"));
      if (hash === null) throw new HttpError(404, `no such file: ${from.join("/")}`);
      const target = await locateForWriting(root, to);
      const shown = to.join("/");
      await lock(pathKey(target), async () => {
        // Where the file system folds case, a name that differs in case only is the same file.
        const move = pathKey(source) === pathKey(target) ? rename : moveToNew;
        await move(source, target).catch((error: unknown) => {
          throw httpErrorOf(error, shown);
        });
      });
      return {written: await writtenAt(target, shown, hash), from: source, to: target};
    }
  };
}
