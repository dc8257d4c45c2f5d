// Hypertext Literal for a page whose policy allows no inline handlers: `onclick=${…}` goes in as a property. htl writes it
// as an attribute first, which works, but has the browser report each one as a violation. The build puts this in htl's
// place, so that cells, Inputs and our own elements all have it.
import * as htl from "../../node_modules/htl/dist/index.js";

type Strings = {readonly raw: readonly string[]};
type Tag<T> = (strings: Strings, ...values: readonly unknown[]) => T;

/** The tag with handlers as spread attributes, `${{onclick: …}}`, which htl sets as properties. */
function quiet<T>(tag: unknown): Tag<T> {
  return ({raw}, ...values) => {
    const parts = [...raw];
    const given = values.map((value, i) => {
      const event = typeof value === "function" ? /(?<=\s)on[a-z]+(?==$)/.exec(parts[i])?.[0] : undefined;
      if (event === undefined) return value;
      parts[i] = parts[i].slice(0, -event.length - 1);
      return {[event]: value};
    });
    return (tag as Tag<T>)({raw: parts}, ...given);
  };
}

export const html = Object.assign(quiet<HTMLElement>(htl.html), {
  fragment: quiet<DocumentFragment>(htl.html.fragment)
});
export const svg = Object.assign(quiet<SVGElement>(htl.svg), {fragment: quiet<DocumentFragment>(htl.svg.fragment)});
