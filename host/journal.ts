import {existsSync} from "node:fs";
import {rename, rm} from "node:fs/promises";
import path from "node:path";
import type {JournalEntry} from "./api.ts";
import {makePrivateFolder, readJsonFile, writeJsonFile} from "./home.ts";
import {createLock} from "./lock.ts";
import {codeOf} from "./systemError.ts";

/**
 * Edits that are not in their file yet, and the cell that is being evaluated: what has to survive a crash. One entry
 * for each notebook id, in the home folder; an entry is on disk when the promise resolves.
 */
export interface Journal {
  has(id: string): boolean;
  read(id: string): JournalEntry | undefined;
  write(id: string, entry: JournalEntry): Promise<void>;
  remove(id: string): Promise<void>;
  /** The notebook got another id: its file was renamed. */
  move(from: string, to: string): Promise<void>;
  /** The cell that began and did not finish. */
  running(id: string): number | undefined;
  setRunning(id: string, cell: number | null): Promise<void>;
}

export function createJournal(home: string): Journal {
  const folder = makePrivateFolder(path.join(home, "journal"));
  const entryFile = (id: string) => path.join(folder, `${id}.json`);
  const runningFile = (id: string) => path.join(folder, `${id}.running.json`);
  const lock = createLock();
  return {
    has: (id) => existsSync(entryFile(id)),
    read: (id) => readJsonFile(entryFile(id)) as JournalEntry | undefined,
    write: (id, entry) => lock(id, () => writeJsonFile(entryFile(id), entry)),
    remove: (id) => lock(id, () => rm(entryFile(id), {force: true})),
    move: (from, to) =>
      lock(from, async () => {
        await rm(runningFile(from), {force: true});
        await rename(entryFile(from), entryFile(to)).catch((error: unknown) => {
          if (codeOf(error) !== "ENOENT") throw error;
        });
      }),
    running(id) {
      const cell = readJsonFile(runningFile(id));
      return typeof cell === "number" ? cell : undefined;
    },
    setRunning: (id, cell) =>
      lock(`${id}.running`, () =>
        cell === null ? rm(runningFile(id), {force: true}) : writeJsonFile(runningFile(id), cell)
      )
  };
}
