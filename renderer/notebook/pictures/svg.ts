export type Attributes = Readonly<Record<string, string | number>>;

/** An element of SVG with these attributes and children. */
export function make<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Attributes,
  ...children: (Node | string)[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/** Sets an attribute only if it is another: most of a live picture stays as it is. */
export function set(element: SVGElement, name: string, value: string | number): void {
  if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
}

/** To a tenth of a pixel. */
export function round(value: number): number {
  return Math.round(10 * value) / 10;
}
