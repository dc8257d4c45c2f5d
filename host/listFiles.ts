import type {Dirent} from "node:fs";
import {lstat, readdir} from "node:fs/promises";
import path from "node:path";
import type {WorkspaceFile} from "./api.ts";

/** The most files that a listing holds. */
export const mostFiles = 10_000;
/** The most folders that are read or watched. */
export const mostFolders = 1_000;

const passed = (name: string) => name.startsWith(".") || name === "node_modules";

/** What a listing found. */
export interface Listing {
  readonly files: readonly WorkspaceFile[];
  /** Relative paths, the root as "". */
  readonly folders: readonly string[];
  readonly truncated: boolean;
}

/**
 * The regular files below `root`, folder by folder, sorted by path. Links are not followed; hidden names and
 * `node_modules` are passed over; what vanishes or may not be read meanwhile is left out.
 */
export async function listFiles(root: string, from = ""): Promise<Listing> {
  const files: WorkspaceFile[] = [];
  const folders: string[] = [];
  let truncated = false;
  const waiting = [from];
  for (let folder = waiting.shift(); folder !== undefined; folder = waiting.shift()) {
    if (folders.length >= mostFolders) {
      truncated = true;
      break;
    }
    let entries: Dirent[];
    try {
      entries = await readdir(path.join(root, folder), {withFileTypes: true});
    } catch {
      continue;
    }
    folders.push(folder);
    for (const entry of entries) {
      if (passed(entry.name)) continue;
      const relative = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) waiting.push(relative);
      else if (entry.isFile()) {
        if (files.length >= mostFiles) {
          truncated = true;
          continue;
        }
        const status = await lstat(path.join(root, relative)).catch(() => undefined);
        if (status?.isFile()) files.push({path: relative, size: status.size, modified: Math.round(status.mtimeMs)});
      }
    }
  }
  files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return {files, folders, truncated};
}
