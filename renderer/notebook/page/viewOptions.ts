import type {CellViewOptions} from "../cells/cellView.ts";
import type {SourceOptions} from "../cells/source.ts";
import type {Document} from "../document/document.ts";
import type {Names} from "../editor/completion.ts";
import type {Mode} from "../format/notebook.ts";
import type {createActions} from "./actions.ts";
import type {Selecting} from "./selecting.ts";

export interface ViewContext extends Pick<CellViewOptions, "mend" | "goTo" | "frame" | "render"> {
  names(cell: number): Names;
  readonly document: Document;
  readonly selecting: Selecting;
  readonly actions: ReturnType<typeof createActions>;
  loadEditor: SourceOptions["load"];
  editor: SourceOptions["loaded"];
  openMenu(button: HTMLElement, mode: Mode): void;
}

/** What the view of a cell is given: its parts of the page, and its buttons as commands on that cell. */
export function viewOptions(context: ViewContext): (id: number) => CellViewOptions {
  const {document, selecting, actions, mend, goTo, frame, render} = context;
  return (id) => {
    const onThis = (action: () => void) => () => {
      if (!selecting.selected.includes(id)) selecting.go(id);
      action();
    };
    return {
      id,
      frame,
      render,
      goTo,
      mend,
      onToggleSource: onThis(actions.toggleSource),
      onRun: onThis(actions.run),
      onTogglePinned: onThis(actions.togglePinned),
      onInsertBelow: onThis(() => actions.insert("below")),
      onMenu(button) {
        const mode = document.cell(id)?.mode;
        if (!selecting.selected.includes(id)) selecting.set({anchor: id, head: id});
        if (mode) context.openMenu(button, mode);
      },
      source: {
        load: context.loadEditor,
        loaded: context.editor,
        names: () => context.names(id),
        onPick: (selection) => void selecting.edit(id, selection),
        onEdit: ({changes, inverse, typing, before, after}) =>
          document.perform("typing", [{type: "text", id, changes, inverse}], {
            typing,
            before: {cell: id, selection: before},
            after: {cell: id, selection: after}
          }),
        onEmptyKey(key) {
          if (key === "Backspace") selecting.move(-1, false);
          else actions.cycleMode(key === "ArrowDown" ? 1 : -1);
        }
      }
    };
  };
}
