/** A position in a raster, in picture pixels. */
export interface Position {
  readonly x: number;
  readonly y: number;
}

export interface ProbeOptions {
  /** The text for a position: the exact value and where it stands. */
  read: (position: Position) => string;
  /** Called when a position is entered, and with undefined when the pointer leaves and nothing has the focus. */
  enter?: (position: Position | undefined) => void;
  /** Called on click and Enter. */
  choose?: (position: Position) => void;
}

/**
 * Lets a person read a canvas pixel by pixel: by pointer, and by arrow keys once it has the focus (Shift for steps of 8).
 * The line it returns shows the value and is announced politely.
 */
export function probe(canvas: HTMLCanvasElement, {read, enter, choose}: ProbeOptions): HTMLElement {
  const line = document.createElement("div");
  line.className = "picture-readout";
  line.setAttribute("aria-live", "polite");
  line.textContent = "\u00a0"; // keeps its height while empty
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "img");
  let at: Position | undefined;

  function move(next: Position | undefined): void {
    at = next;
    line.textContent = next ? read(next) : "\u00a0";
    enter?.(next);
  }
  canvas.addEventListener("pointermove", (event) => move(positionOf(canvas, event)));
  canvas.addEventListener("pointerleave", () => move(undefined));
  canvas.addEventListener("focus", () => {
    if (canvas.matches(":focus-visible")) move(at ?? {x: canvas.width >> 1, y: canvas.height >> 1});
  });
  canvas.addEventListener("blur", () => move(undefined));
  canvas.addEventListener("click", (event) => choose?.(positionOf(canvas, event)));
  canvas.addEventListener("keydown", (event) => {
    const step = event.shiftKey ? 8 : 1;
    const from = at ?? {x: canvas.width >> 1, y: canvas.height >> 1};
    const moved = {
      ArrowLeft: {x: from.x - step, y: from.y},
      ArrowRight: {x: from.x + step, y: from.y},
      ArrowUp: {x: from.x, y: from.y - step},
      ArrowDown: {x: from.x, y: from.y + step}
    }[event.key];
    if (moved) move({x: clamp(moved.x, canvas.width), y: clamp(moved.y, canvas.height)});
    else if (event.key === "Enter" && at) choose?.(at);
    else return;
    event.preventDefault();
    event.stopPropagation(); // the arrows mean this picture, not the selection of cells
  });
  return line;
}

function positionOf(canvas: HTMLCanvasElement, event: MouseEvent): Position {
  const box = canvas.getBoundingClientRect();
  return {
    x: clamp(Math.floor(((event.clientX - box.left) / box.width) * canvas.width), canvas.width),
    y: clamp(Math.floor(((event.clientY - box.top) / box.height) * canvas.height), canvas.height)
  };
}

function clamp(value: number, extent: number): number {
  return Math.max(0, Math.min(extent - 1, value));
}
