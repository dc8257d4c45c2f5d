import {watch, type FSWatcher} from "node:fs";
import {lstat} from "node:fs/promises";
import path from "node:path";
import {listFiles, mostFolders} from "./listFiles.ts";

/** How long a file has to be left alone before it is looked at, in milliseconds: saves come in several steps. */
const settle = 50;

/** A file that was made, changed or removed; its path relative to the watched folder. */
export type FileChange =
  | {readonly type: "changed"; readonly path: string; readonly size: number}
  | {readonly type: "removed"; readonly path: string};

/** A running watch. */
export interface Watch {
  /** Resolves when the folder is read and every change from now on is seen. */
  readonly ready: Promise<void>;
  close(): void;
}

/**
 * Watches the files below `root` (those that a listing shows) and tells of each that changes. One watcher a folder: the recursive watch of Node on Linux loses
 * files that are replaced by renaming.
 */
export function watchFiles(root: string, tell: (change: FileChange) => void): Watch {
  const watchers = new Map<string, FSWatcher>();
  const known = new Map<string, string>();
  const waiting = new Map<string, NodeJS.Timeout>();
  let closed = false;

  const stamp = (status: {size: number; mtimeMs: number; ino: number}) =>
    `${status.size} ${status.mtimeMs} ${status.ino}`;

  function forget(relative: string): void {
    watchers.get(relative)?.close();
    watchers.delete(relative);
    for (const file of [...known.keys()])
      if (file === relative || file.startsWith(`${relative}/`)) {
        known.delete(file);
        tell({type: "removed", path: file});
      }
  }

  async function look(relative: string): Promise<void> {
    const status = await lstat(path.join(root, relative)).catch(() => undefined);
    if (closed) return;
    if (status?.isDirectory()) return enter(relative, true);
    if (!status?.isFile()) return forget(relative);
    const now = stamp(status);
    if (known.get(relative) === now) return;
    known.set(relative, now);
    tell({type: "changed", path: relative, size: status.size});
  }

  function lookSoon(relative: string): void {
    clearTimeout(waiting.get(relative));
    waiting.set(
      relative,
      setTimeout(() => {
        waiting.delete(relative);
        void look(relative);
      }, settle)
    );
  }

  function watchFolder(folder: string): void {
    if (watchers.has(folder) || watchers.size >= mostFolders) return;
    try {
      const watcher = watch(path.join(root, folder), {persistent: false}, (_event, name) => {
        if (name === null || name.startsWith(".") || name === "node_modules") return;
        lookSoon(folder === "" ? name : `${folder}/${name}`);
      });
      // A folder that is removed ends its watcher with an error on some systems.
      watcher.on("error", () => watchers.delete(folder));
      watchers.set(folder, watcher);
    } catch {
      // Gone between listing and watching, or the system has no watcher left: its changes are seen when it is listed.
    }
  }

  /** Watches `folder` and all below; with `announce` what is found there is new. */
  async function enter(folder: string, announce: boolean): Promise<void> {
    watchFolder(folder);
    const {files, folders} = await listFiles(root, folder);
    if (closed) return;
    for (const each of folders) watchFolder(each);
    for (const file of files) {
      if (announce) lookSoon(file.path);
      else {
        const status = await lstat(path.join(root, file.path)).catch(() => undefined);
        if (status?.isFile()) known.set(file.path, stamp(status));
      }
    }
  }

  return {
    ready: enter("", false),
    close() {
      closed = true;
      for (const watcher of watchers.values()) watcher.close();
      for (const timer of waiting.values()) clearTimeout(timer);
    }
  };
}
