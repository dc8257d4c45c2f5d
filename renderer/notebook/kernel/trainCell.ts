import type {Train, Training} from "../../../kernels/training/train.ts";
import type {RunningCell} from "../engine/types.ts";
import {runCard} from "../runCard.ts";

/**
 * `train` for cells: hands the plan on and shows the card of the cell's run. The card of a run is one element for as long
 * as its cell is there, however often the cell runs.
 */
export function trainCells(training: Training): {train(cell: RunningCell): Train; release(cell: number): void} {
  const cards = new Map<number, Map<string, HTMLElement>>();

  function cardOf(cell: number, name: string): HTMLElement {
    let own = cards.get(cell);
    if (!own) cards.set(cell, (own = new Map()));
    let card = own.get(name);
    if (!card) own.set(name, (card = cardWhenReady(training, cell, name)));
    return card;
  }

  return {
    train: (cell) => {
      const train = training.trainOf(cell.id);
      return (net, dataset, options) => {
        const states = train(net, dataset, options);
        cell.display(cardOf(cell.id, options.name ?? ""));
        return states;
      };
    },
    release(cell) {
      cards.delete(cell);
      training.release(cell);
    }
  };
}

/** A slot comes once its plan has a fingerprint; until then the card keeps its place. */
function cardWhenReady(training: Training, cell: number, name: string): HTMLElement {
  const place = document.createElement("div");
  place.className = "run-place";
  const show = () => {
    const slot = training.slot(cell, name);
    if (!slot || place.hasChildNodes()) return;
    place.append(runCard(slot));
    end();
  };
  const end = training.observe(show);
  show();
  return place;
}
