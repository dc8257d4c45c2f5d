import {isDark} from "../isDark.ts";
import {observe} from "./observe.ts";

/** Whether an element (default: the page) is shown dark, by its `color-scheme` and what the system prefers. */
export function dark(element: Element = document.documentElement): AsyncGenerator<boolean, void, unknown> {
  return observe((change) => {
    let last: boolean | undefined;
    const media = matchMedia("(prefers-color-scheme: dark)");
    function look(): void {
      const next = isDark(element);
      if (next !== last) change((last = next));
    }
    // The scheme is set by an attribute (a style, or one that a style sheet reads) of the page or what the element is in.
    const observer = new MutationObserver(look);
    for (let node: Element | null = element; node; node = node.parentElement)
      observer.observe(node, {attributes: true});
    media.addEventListener("change", look);
    look();
    return () => {
      observer.disconnect();
      media.removeEventListener("change", look);
    };
  });
}
