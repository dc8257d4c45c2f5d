type Child = Node | string | null | undefined | false;
type Value = string | number | boolean | null | undefined | EventListener | ((event: never) => void);

/**
 * Makes an element. Attributes by name (`true` sets an empty one; `false`, null and undefined leave it out); names that
 * start with `on` are listeners (`onclick`). Children are nodes and text: no HTML is ever parsed.
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, Value>> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value as EventListener);
    else if (value !== false && value !== null && value !== undefined)
      made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}
