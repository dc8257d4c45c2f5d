import type {Train, Training} from "../../../kernels/training/train.ts";
import type {RunningCell} from "../engine/types.ts";
import {runCard} from "../runCard.ts";
import {runGroup} from "../runGroup.ts";

export interface TrainCells {
  train(cell: RunningCell): Train;
  /** Resolves once every run that a cell described has its slot. */
  slotsReady(): Promise<void>;
  release(cell: number): void;
}

/**
 * `train` for cells: hands the plan on and shows the card of the cell's run. The card of a run is one element for as long
 * as its cell is there, however often the cell runs.
 */
export function trainCells(training: Training): TrainCells {
  const cards = new Map<number, Map<string, HTMLElement>>();
  const groups = new Map<number, HTMLElement>();
  const ready: Promise<void>[] = [];

  function cardOf(cell: number, name: string): HTMLElement {
    let own = cards.get(cell);
    if (!own) cards.set(cell, (own = new Map()));
    let card = own.get(name);
    if (!card) {
      const place = cardWhenReady(training, cell, name);
      ready.push(place.ready);
      own.set(name, (card = place.element));
    }
    return card;
  }

  function groupOf(cell: number): HTMLElement {
    const group = groups.get(cell) ?? runGroup(training, cell);
    groups.set(cell, group);
    return group;
  }

  return {
    train: (cell) => {
      const train = training.trainOf(cell.id);
      let grouped = false;
      return (net, dataset, options) => {
        const states = train(net, dataset, options);
        const {name = ""} = options;
        if (name && !grouped) cell.display(groupOf(cell.id));
        grouped ||= name !== "";
        cell.display(cardOf(cell.id, name));
        return states;
      };
    },
    async slotsReady() {
      await Promise.all(ready);
    },
    release(cell) {
      cards.delete(cell);
      groups.delete(cell);
      training.release(cell);
    }
  };
}

/** A slot comes once its plan has a fingerprint; until then the card keeps its place. */
function cardWhenReady(training: Training, cell: number, name: string): {element: HTMLElement; ready: Promise<void>} {
  const element = document.createElement("div");
  element.className = name ? "run-place run-named" : "run-place";
  const ready = new Promise<void>((resolve) => {
    const show = () => {
      const slot = training.slot(cell, name);
      if (!slot || element.hasChildNodes()) return;
      element.append(runCard(slot, {name}));
      end();
      resolve();
    };
    const end = training.observe(show);
    show();
  });
  return {element, ready};
}
