import type {Network} from "../../../../kernels/graph/network.ts";
import {inOrder} from "../inOrder.ts";
import {createDiagram, type ArchitectureOptions, type Diagram} from "./architecture.ts";

/** `architecture` for one cell; `begin` says that the cell runs again. */
export interface CellArchitecture {
  architecture(network: Network, options?: ArchitectureOptions): HTMLElement;
  begin(): void;
}

/**
 * Makes `architecture` for one cell: while a slider rebuilds the network, the diagram stays on the page, with what a person
 * opened and the card that has the focus. Other options make another diagram.
 */
export function createArchitecture(): CellArchitecture {
  const places = inOrder((): {diagram?: Diagram; options?: string} => ({}));
  return {
    begin: places.begin,
    architecture(network, options = {}) {
      const place = places.next();
      const wanted = JSON.stringify(options);
      if (!place.diagram || place.options !== wanted) {
        place.diagram = createDiagram(options);
        place.options = wanted;
      }
      place.diagram.show(network);
      return place.diagram.element;
    }
  };
}
