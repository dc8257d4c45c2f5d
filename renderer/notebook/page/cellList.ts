import {createCellView, type CellView, type CellViewOptions} from "../cells/cellView.ts";
import {reconcile} from "../cells/list.ts";

/** The cells of the page, in the order of the notebook. */
export interface CellList {
  readonly element: HTMLElement;
  readonly views: ReadonlyMap<number, CellView>;
  /** Makes, moves and removes views until they are those of `ids`. */
  show(ids: readonly number[]): void;
}

export function createCellList(element: HTMLElement, optionsOf: (id: number) => CellViewOptions): CellList {
  const views = new Map<number, CellView>();
  const elements = new Map<number, Element>();
  return {
    element,
    views,
    show(ids) {
      reconcile(
        element,
        elements,
        ids,
        (id) => {
          const view = createCellView(optionsOf(id));
          views.set(id, view);
          return view.element;
        },
        (id) => {
          views.get(id)?.source.rest();
          views.delete(id);
        }
      );
    }
  };
}
