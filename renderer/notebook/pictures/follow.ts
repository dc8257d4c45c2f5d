/** Draws for the latest value at its own pace: while one drawing is pending, newer values wait and only the last is drawn. */
export type Follow = <T>(value: T, draw: (value: T) => Node | Promise<Node>) => HTMLElement;

/**
 * Makes `follow` for one cell. A run changes ten times a second, and a picture that asks the worker for arrays may take
 * longer: were it drawn by the cell alone, every state would throw away the picture in the making. `follow` returns the same
 * element each time its cell runs, so that the picture stays on the page and changes when the next is ready.
 */
export function createFollow(): Follow {
  const places: {element: HTMLElement; update: (job: () => Node | Promise<Node>) => void}[] = [];
  let calls = 0;
  return (value, draw) => {
    // Several calls in one run of the cell get an element each, in order
    if (calls === 0) queueMicrotask(() => (calls = 0));
    const place = (places[calls] ??= createPlace());
    ++calls;
    place.update(() => draw(value));
    return place.element;
  };
}

function createPlace() {
  const element = document.createElement("div");
  element.className = "picture-follow";
  let next: (() => Node | Promise<Node>) | undefined;
  let busy = false;
  async function work(): Promise<void> {
    busy = true;
    while (next) {
      const job = next;
      next = undefined;
      try {
        element.replaceChildren(await job());
        element.removeAttribute("role");
      } catch (error) {
        // The last picture would lie about the present state; say what happened in its place
        element.setAttribute("role", "alert");
        element.replaceChildren(error instanceof Error ? error.message : String(error));
      }
    }
    busy = false;
  }
  return {
    element,
    update(job: () => Node | Promise<Node>) {
      next = job;
      if (!busy) void work();
    }
  };
}
