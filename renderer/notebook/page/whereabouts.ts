import type {CellView} from "../cells/cellView.ts";
import type {Situation} from "../commands/command.ts";
import type {Place} from "../document/history.ts";
import {modeOf} from "./focus.ts";
import type {Selecting} from "./selecting.ts";

export interface WhereaboutsOptions {
  readonly views: ReadonlyMap<number, CellView>;
  readonly selecting: Selecting;
  editable(): boolean;
  runnable(): boolean;
}

/** Where the person is: what commands ask, and what undo goes back to. */
export function whereabouts({views, selecting, editable, runnable}: WhereaboutsOptions) {
  return {
    situation(): Situation {
      const {head} = selecting.selection;
      return {
        mode: modeOf(globalThis.document.activeElement),
        editable: editable(),
        runnable: runnable(),
        selected: selecting.selected,
        busy: (head !== undefined && views.get(head)?.source.editor?.busy) || false
      };
    },
    place(): Place {
      const {head} = selecting.selection;
      const source = head === undefined ? undefined : views.get(head)?.source;
      const editing = source?.element.contains(globalThis.document.activeElement);
      return {cell: head, ...(editing && source?.editor ? {selection: source.editor.selection} : {})};
    }
  };
}
