// Keeps one notebook's text safe: every change goes to the journal within 250 ms, to the file when asked or idle, and
// nothing that someone else wrote is replaced. One request at a time, so that what reaches the disk is in order.
import {type ReadonlySignal, signal} from "@preact/signals-core";
import {HostError} from "./host.ts";
import {words} from "../protocol/words.ts";

/** A revision of the notebook's text, as the frame counts them. */
export interface Version {
  readonly revision: number;
  readonly text: string;
}

/** What is on disk as far as we know. */
export interface OnDisk {
  readonly text: string;
  readonly etag: string;
}

export type FileState =
  | {readonly kind: "saved"}
  | {readonly kind: "unsaved"} // typed, on its way to the journal
  | {readonly kind: "journaled"} // safe from a crash, not in the file
  | {readonly kind: "saving"}
  | {readonly kind: "conflict"} // the file was changed by someone else
  | {readonly kind: "missing"} // the file was deleted or moved
  | {readonly kind: "error"; readonly message: string};

export interface KeeperOptions {
  readonly file: OnDisk;
  /** Set when the shown text came from a journal and differs from the file. */
  readonly restored?: Version;
  readonly journal: {
    put(entry: {text: string; base: string; baseText: string; at: number}): Promise<void>;
    clear(): Promise<void>;
  };
  /** Replaces the file of this etag ("again": makes it anew); returns the new etag; throws HostError 412 on a conflict. */
  readonly replace: (text: string, replacing: {etag: string} | "again") => Promise<string>;
  /** Whether to write the file when nothing was typed for a second. */
  readonly autosave: () => boolean;
  readonly saved: (revision: number) => void;
  /** The file holds something else than we think: read and merge it, then call `rebase`. */
  readonly conflict: () => void;
  readonly now: () => number;
  /** Calls back after so many milliseconds; returns what cancels it. */
  readonly after: (milliseconds: number, call: () => void) => () => void;
}

const journalEvery = 250;
const idle = 1000;
const retryAfter = 2000;

/** One notebook's way to disk. */
export class Keeper {
  readonly #options: KeeperOptions;
  readonly #state = signal<FileState>({kind: "saved"});
  readonly state: ReadonlySignal<FileState> = this.#state;
  #file: OnDisk;
  #version: Version;
  #journaled: number | null = null; // the revision that the journal holds; null: there is no journal
  #inFile: number; // the revision that the file holds
  #wanted = false; // a save was asked for, by the person or by idleness
  #blocked: "conflict" | "missing" | null = null;
  #error: string | null = null;
  #busy = false;
  #saving = false;
  #lastJournal = -Infinity;
  #timers = new Map<string, () => void>();
  #waiting: (() => void)[] = [];

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#file = options.file;
    this.#version = options.restored ?? {revision: 0, text: options.file.text};
    this.#inFile = options.restored ? -1 : 0;
    if (options.restored) this.#journaled = options.restored.revision;
    this.#update();
  }

  get version(): Version {
    return this.#version;
  }

  get file(): OnDisk {
    return this.#file;
  }

  /** Whether a write to the file is under way, so that its etag is about to change by our own hand. */
  get writing(): boolean {
    return this.#saving;
  }

  /** Whether everything typed is on disk, in the file or the journal. */
  get safe(): boolean {
    return this.#version.revision === this.#inFile || this.#version.revision === this.#journaled;
  }

  get dirty(): boolean {
    return this.#version.revision !== this.#inFile;
  }

  /** A newer text; `dirty` false when it equals the file's (an edit was undone). */
  changed(version: Version, dirty = true): void {
    this.#version = version;
    if (!dirty && this.#blocked === null) this.#inFile = version.revision;
    this.#timer("idle", idle, () => {
      if (!this.dirty || !this.#options.autosave() || this.#blocked !== null) return;
      this.#wanted = true;
      void this.#pump();
    });
    void this.#pump();
  }

  /** Writes the file now; resolves when it is written, or cannot be for now (the state says why). */
  async save(): Promise<void> {
    if (this.#blocked === "conflict") return this.#options.conflict();
    if (!this.dirty && this.#blocked === null) return;
    this.#wanted = true;
    await this.#pump();
  }

  /** Writes what is not safe yet to the journal without waiting for its turn; resolves when nothing is at risk. */
  async flush(): Promise<void> {
    this.#lastJournal = -Infinity;
    await this.#pump();
  }

  /** The file is not what we last read or wrote: nothing is written to it until `rebase`. */
  block(reason: "conflict" | "missing"): void {
    this.#blocked = reason;
    this.#wanted = false;
    this.#update();
  }

  /** The notebook now stands on this file content, merged into `version`; `dirty` if the two differ. */
  rebase(file: OnDisk, version: Version, dirty: boolean): void {
    const save = this.#blocked === "conflict" && dirty;
    this.#file = file;
    this.#version = version;
    this.#blocked = null;
    this.#error = null;
    this.#inFile = dirty ? -1 : version.revision;
    this.#wanted = save && this.#options.autosave();
    void this.#pump();
  }

  /** Stops all timers; what is under way ends by itself. */
  dispose(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  #timer(name: string, milliseconds: number, call: () => void): void {
    this.#timers.get(name)?.();
    this.#timers.set(
      name,
      this.#options.after(milliseconds, () => {
        this.#timers.delete(name);
        call();
      })
    );
  }

  /** Does what is due, one request after the other, until nothing is. All callers share the one loop. */
  async #pump(): Promise<void> {
    this.#update();
    if (this.#busy) return new Promise((resolve) => this.#waiting.push(resolve));
    this.#busy = true;
    try {
      while (await this.#step());
      this.#error = null;
    } catch (error) {
      // Only failures of the host come here (conflicts are states); try again for as long as something is at risk.
      this.#error = words(error);
      this.#wanted = false;
      if (!this.safe) this.#timer("retry", retryAfter, () => void this.#pump());
    } finally {
      this.#busy = false;
      this.#update();
      for (const resolve of this.#waiting.splice(0)) resolve();
    }
  }

  /** One request, the most urgent one: returns false when there is none to make now. */
  async #step(): Promise<boolean> {
    const {journal, now} = this.#options;
    // A save counts from here on for the text that is there now; whatever is typed meanwhile comes after it.
    if (this.#wanted && this.#blocked !== "conflict") {
      if (!this.safe) await this.#writeJournal();
      else {
        this.#wanted = false;
        await this.#writeFile();
      }
      return true;
    }
    if (!this.dirty) {
      if (this.#journaled === null) return false;
      await journal.clear();
      this.#journaled = null;
      return true;
    }
    if (this.safe) return false;
    const wait = this.#lastJournal + journalEvery - now();
    if (wait > 0) {
      this.#timer("journal", wait, () => void this.#pump());
      return false;
    }
    await this.#writeJournal();
    return true;
  }

  async #writeJournal(): Promise<void> {
    const {journal, now} = this.#options;
    const {revision, text} = this.#version;
    this.#lastJournal = now();
    await journal.put({text, base: this.#file.etag, baseText: this.#file.text, at: now()});
    this.#journaled = revision;
    this.#update();
  }

  async #writeFile(): Promise<void> {
    const {revision, text} = this.#version;
    this.#saving = true;
    this.#update();
    try {
      const etag = await this.#options.replace(text, this.#blocked === "missing" ? "again" : {etag: this.#file.etag});
      this.#file = {text, etag};
      this.#inFile = revision;
      this.#blocked = null;
      this.#options.saved(revision);
    } catch (error) {
      if (!(error instanceof HostError && [404, 409, 412].includes(error.status))) throw error;
      this.#blocked = error.status === 404 ? "missing" : "conflict";
      if (this.#blocked === "conflict") this.#options.conflict();
    } finally {
      this.#saving = false;
    }
  }

  #update(): void {
    const next: FileState = this.#blocked
      ? {kind: this.#blocked}
      : this.#saving
        ? {kind: "saving"}
        : this.#error !== null && this.dirty
          ? {kind: "error", message: this.#error}
          : !this.dirty
            ? {kind: "saved"}
            : {kind: this.safe ? "journaled" : "unsaved"};
    if (JSON.stringify(next) !== JSON.stringify(this.#state.value)) this.#state.value = next;
  }
}
