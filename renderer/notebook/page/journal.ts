import {NotebookError} from "../format/errors.ts";
import type {FromFrame} from "../../protocol/messages.ts";

export interface JournalOptions {
  /** The notebook as it would be saved; throws a NotebookError where it cannot be written. */
  write(): string;
  send(message: FromFrame): void;
  /** Calls back after some milliseconds. */
  later(callback: () => void, ms: number): void;
  /** What the file holds. */
  saved: string;
}

/** Sends every edit to the shell soon after it was made, and knows what has been saved. */
export interface Journal {
  /** Something was edited: send it soon, however much more is edited meanwhile. */
  touch(): void;
  /** Send it now, if it has not been sent. */
  flush(): void;
  /** Ask for the file to be written. */
  save(): void;
  /** The file holds what this revision held; returns that text. */
  confirm(revision: number): string | undefined;
  /** The file was changed from outside, holds `text` and was merged: says so as the answer to `outside` number `n`. */
  merged(n: number, text: string): void;
}

/** An edit is sent after this many milliseconds; the shell counts on 200. */
const delay = 120;

export function createJournal({write, send, later, saved}: JournalOptions): Journal {
  let revision = 0;
  let pending = false;
  let fault = "";
  const sent = new Map<number, string>();

  function written(): string | undefined {
    try {
      const text = write();
      fault = "";
      return text;
    } catch (error) {
      if (!(error instanceof NotebookError) || error.cell === undefined) throw error;
      if (error.message !== fault) send({type: "unwritable", cell: error.cell, error: error.message});
      fault = error.message;
      return undefined;
    }
  }

  function remember(text: string): {revision: number; text: string} {
    sent.set(++revision, text);
    return {revision, text};
  }

  function flush(): void {
    if (!pending) return;
    pending = false;
    const now = written();
    if (now === undefined) return;
    send({type: "changed", ...remember(now), dirty: now !== saved});
  }

  return {
    touch() {
      if (pending) return;
      pending = true;
      later(flush, delay);
    },
    flush,
    save() {
      pending = false;
      const now = written();
      if (now === undefined) return;
      send({type: "save", ...remember(now)});
    },
    confirm(confirmed) {
      const text = sent.get(confirmed);
      if (text === undefined) return undefined;
      saved = text;
      for (const old of sent.keys()) if (old <= confirmed) sent.delete(old);
      return text;
    },
    merged(n, text) {
      saved = text;
      pending = false;
      const now = written();
      if (now !== undefined) send({type: "merged", n, ...remember(now), dirty: now !== saved});
    }
  };
}
