import {inOrder} from "./inOrder.ts";
import {atPace} from "./pace.ts";
import {words} from "../../protocol/words.ts";

/** Draws for the latest value at its own pace: while one drawing is pending, newer values wait and only the last is drawn, four times a second at most. */
export type Follow = <T>(value: T, draw: (value: T) => Node | Promise<Node>) => HTMLElement;

/** `follow` for one cell; `begin` says that the cell runs again. */
export interface CellFollow {
  readonly follow: Follow;
  begin(): void;
}

/**
 * Makes `follow` for one cell. A run changes ten times a second, and a picture that asks the worker for arrays may take
 * longer: were it drawn by the cell alone, every state would throw away the picture in the making. `follow` returns the same
 * element each time its cell runs, so that the picture stays on the page and changes when the next is ready.
 */
export function createFollow(): CellFollow {
  const places = inOrder(createPlace);
  return {
    begin: places.begin,
    follow(value, draw) {
      const place = places.next();
      place.update(() => draw(value));
      return place.element;
    }
  };
}

/** Milliseconds between two drawings: calm to look at, and little of what the page has to do. */
const pause = 250;

function createPlace() {
  const element = document.createElement("div");
  element.className = "picture-follow";
  const follow = atPace(pause);
  return {
    element,
    update: (job: () => Node | Promise<Node>) =>
      follow(async () => {
        try {
          element.replaceChildren(await job());
          element.removeAttribute("role");
        } catch (error) {
          // The last picture would lie about the present state; say what happened in its place
          element.setAttribute("role", "alert");
          element.replaceChildren(words(error));
        }
      })
  };
}
