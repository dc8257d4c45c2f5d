import {Inspector} from "@observablehq/inspector";

/** Makes a node of a value that has a look of its own, in the place of `before`; undefined leaves it to the inspector. */
export type Render = (value: unknown, before?: Node) => Node | undefined;

/** What a cell shows. */
export interface Output {
  readonly element: HTMLElement;
  /** Begins anew. What was shown stays until the next frame, so that what comes in this turn can take its place. */
  clear(): void;
  show(value: unknown, name: string | undefined): void;
}

/**
 * The output of one cell. A new run replaces what stands there piece by piece: an inspected value keeps its place (and
 * what was unfolded in it), the rest is swapped in the same turn, and the height is kept until the new content is drawn.
 */
export function createOutput({render, frame}: {render: Render; frame: (callback: () => void) => void}): Output {
  const element = document.createElement("div");
  element.className = "output";
  const inspectors = new WeakMap<Node, Inspector>();
  let shown: Node[] = [];
  let old: Node[] | undefined;
  // As it was last laid out: asking for it in the middle of a run would force a layout at every redraw.
  let height = 0;
  new ResizeObserver(([{borderBoxSize}]) => (height = borderBoxSize[0].blockSize)).observe(element);

  function drop(nodes: readonly Node[]): void {
    for (const node of nodes) if (!shown.includes(node) && node.parentNode === element) element.removeChild(node);
  }

  function place(node: Node, before: Node | undefined): void {
    const next = before?.parentNode === element ? before : null;
    if (node !== next) element.insertBefore(node, next);
    shown.push(node);
  }

  function inspect(value: unknown, name: string | undefined, before: Node | undefined): void {
    const kept = before && inspectors.get(before);
    const box = kept ? (before as HTMLElement) : document.createElement("div");
    const inspector = kept ?? new Inspector(box);
    inspectors.set(box, inspector);
    inspector.fulfilled(value, name);
    place(box, before);
  }

  /** Takes away what this run did not replace; the height goes once the new content has been laid out. */
  function settle(): void {
    if (!old) return;
    const rest = old;
    old = undefined;
    drop(rest);
    frame(() => (element.style.minHeight = ""));
  }

  return {
    element,
    clear() {
      settle();
      if (height > 0) element.style.minHeight = `${height}px`;
      old = shown;
      shown = [];
      frame(settle);
    },
    show(value, name) {
      const before = old?.shift();
      const node = value instanceof Element || value instanceof Text ? value : render(value, before);
      if (node && (node.parentNode === null || node.parentNode === element)) {
        place(node, before);
        if (before && before !== node) drop([before]);
      } else {
        inspect(value, name, before);
        if (before && !shown.includes(before)) drop([before]);
      }
    }
  };
}
