/** Turns Markdown into HTML; the part of markdown-it that is used. */
export interface Renderer {
  render(source: string): string;
}

/**
 * The `md` tag. What is put in by `${…}` is Markdown text, except nodes, which stand where they are put; an array puts in
 * its items. The result is the single element that the text makes, else a `div` of all.
 */
export function markdown(
  renderer: Renderer,
  document: Document
): (strings: readonly string[], ...values: unknown[]) => Node {
  return (strings, ...values) => {
    const nodes: Node[] = [];
    const put = (value: unknown): string => {
      if (Array.isArray(value)) return value.map(put).join("");
      return value instanceof Node ? `<a data-put="${nodes.push(value) - 1}"></a>` : String(value);
    };
    const source = strings.map((text, i) => text + (i < values.length ? put(values[i]) : "")).join("");
    const root = document.createElement("div");
    root.innerHTML = renderer.render(source);
    for (const place of root.querySelectorAll("a[data-put]")) {
      const node = nodes[Number(place.getAttribute("data-put"))];
      if (node) place.replaceWith(node);
    }
    const [only, ...others] = [...root.childNodes].filter(
      (node) => node instanceof Element || node.textContent?.trim()
    );
    if (!(only instanceof Element) || others.length > 0) return root;
    only.remove(); // an element that sits somewhere already is not placed but inspected
    return only;
  };
}
