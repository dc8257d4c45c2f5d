import {observe} from "./observe.ts";

/** The width of an element's content in CSS pixels, now and whenever it changes. */
export function width(element: Element): AsyncGenerator<number, void, unknown> {
  return observe((change) => {
    let last: number | undefined;
    const observer = new ResizeObserver(([entry]) => {
      const {width} = entry.contentRect;
      if (width !== last) change((last = width));
    });
    observer.observe(element);
    return () => observer.disconnect();
  });
}
