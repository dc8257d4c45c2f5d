import type {Cell, Notebook} from "../format/notebook.ts";
import {createHistory, type Entry, type Place} from "./history.ts";
import {apply, type Operation} from "./operation.ts";

/** Why a document changed, and where the person should be afterwards. */
export interface Change {
  readonly operations: readonly Operation[];
  readonly before: Notebook;
  readonly notebook: Notebook;
  readonly cause: "do" | "undo" | "redo" | "outside";
  readonly place: Place;
  readonly title: string;
  /** A key in a text, more of which will follow. */
  readonly typing: boolean;
}

/** How an edit is recorded. */
export interface Recording {
  before?: Place;
  after?: Place;
  typing?: boolean;
  cause?: "do" | "outside";
}

/** A notebook being edited: its present state, its history, and those who follow it. */
export interface Document {
  readonly notebook: Notebook;
  readonly canUndo: string | undefined;
  readonly canRedo: string | undefined;
  cell(id: number): Cell | undefined;
  indexOf(id: number): number;
  /** An id that no cell has or had. */
  newId(): number;
  /** Does `operations` one after another as one entry of the history. */
  perform(title: string, operations: readonly Operation[], recording?: Recording): void;
  undo(): void;
  redo(): void;
  /** Calls `follow` after each change; the result ends it. */
  subscribe(follow: (change: Change) => void): () => void;
}

const nowhere: Place = {cell: undefined};

export function createDocument(initial: Notebook, {now}: {now: () => number}): Document {
  let notebook = initial;
  let largest = Math.max(0, ...initial.cells.map(({id}) => id));
  const history = createHistory({now});
  const followers = new Set<(change: Change) => void>();

  function run(entry: Entry, cause: Change["cause"]): void {
    const before = notebook;
    notebook = entry.operations.reduce(apply, notebook);
    largest = Math.max(largest, ...notebook.cells.map(({id}) => id));
    const {operations, title, typing, after: place} = entry;
    const change = {operations, before, notebook, cause, place, title, typing: typing && cause === "do"};
    for (const follow of [...followers]) follow(change);
  }

  return {
    get notebook() {
      return notebook;
    },
    get canUndo() {
      return history.canUndo;
    },
    get canRedo() {
      return history.canRedo;
    },
    cell: (id) => notebook.cells.find((cell) => cell.id === id),
    indexOf: (id) => notebook.cells.findIndex((cell) => cell.id === id),
    newId: () => ++largest,
    perform(title, operations, {before = nowhere, after = before, typing = false, cause = "do"} = {}) {
      if (operations.length === 0) return;
      const entry = {title, operations, before, after, typing};
      history.record(entry);
      run(entry, cause);
    },
    undo() {
      const entry = history.undo();
      if (entry) run(entry, "undo");
    },
    redo() {
      const entry = history.redo();
      if (entry) run(entry, "redo");
    },
    subscribe(follow) {
      followers.add(follow);
      return () => followers.delete(follow);
    }
  };
}
