import type {Cell, Notebook} from "../format/notebook.ts";
import {merge, type Choice} from "../document/merge.ts";
import type {FromFrame, FromShell, Message} from "../../protocol/messages.ts";

export type Outside = Omit<Message<FromShell, "outside">, "type">;

export interface OutsideOptions {
  /** What the file held when it was last read or written. */
  base(): Notebook;
  ours(): Notebook;
  read(text: string): Notebook;
  /** Takes the merged notebook: from now on the file holds `text`; answers `outside` number `n`. */
  take(merged: Notebook, outside: Outside): void;
  send(message: FromFrame): void;
  /** The file's new text is no notebook. */
  refuse(error: Error): void;
}

/** Merges what someone else wrote to the file; with conflicts, nothing is changed until the person has chosen. */
export function createOutside({base, ours, read, take, send, refuse}: OutsideOptions) {
  let waiting: {outside: Outside; theirs: Notebook} | undefined;
  return {
    changed(outside: Outside): void {
      let theirs: Notebook;
      try {
        theirs = read(outside.text);
      } catch (error) {
        refuse(error as Error);
        return;
      }
      const {notebook, conflicts} = merge(base(), ours(), theirs);
      if (conflicts.length === 0) {
        waiting = undefined;
        take(notebook, outside);
        return;
      }
      waiting = {outside, theirs};
      const source = (cell: Cell | undefined) => cell?.source ?? null;
      send({
        type: "conflicts",
        n: outside.n,
        cells: conflicts.map(({id, base, ours, theirs}) => ({
          cell: id,
          base: source(base),
          ours: source(ours),
          theirs: source(theirs)
        }))
      });
    },
    resolve({n, choice}: {n: number; choice: Choice}): void {
      if (waiting?.outside.n !== n) return;
      const {outside, theirs} = waiting;
      waiting = undefined;
      take(merge(base(), ours(), theirs, choice).notebook, outside);
    }
  };
}
