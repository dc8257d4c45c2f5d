import * as htl from "htl";

type Template = (strings: {readonly raw: readonly string[]}, ...values: unknown[]) => HTMLElement;

/**
 * `htl.html` for templates with exactly one root element. Handlers (`onclick=${…}`) go in as properties: htl writes them as
 * attributes first, and the page's policy, which allows no inline handlers, would report each one.
 */
export function html({raw}: TemplateStringsArray, ...values: unknown[]): HTMLElement {
  const parts = [...raw];
  const given = values.map((value, i) => {
    const event = typeof value === "function" ? /(?<=\s)on[a-z]+(?==$)/.exec(parts[i])?.[0] : undefined;
    if (event === undefined) return value;
    parts[i] = parts[i].slice(0, -event.length - 1);
    return {[event]: value};
  });
  return (htl.html as unknown as Template)({raw: parts}, ...given);
}
