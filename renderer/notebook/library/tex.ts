/** Sets TeX; the part of katex that is used. */
export interface Setter {
  render(source: string, element: HTMLElement, options?: object): void;
}

type Tag = (strings: TemplateStringsArray, ...values: unknown[]) => Node;

/** The `tex` tag: inline by itself, `tex.block` on a line of its own, `tex.options({…})` with katex's options. */
export function tex(setter: Setter, document: Document): Tag & {block: Tag; options(options: object): Tag} {
  const tag =
    (options?: object): Tag =>
    (strings, ...values) => {
      const root = document.createElement("div");
      setter.render(String.raw(strings, ...values), root, {...options, output: "htmlAndMathml"});
      return root.removeChild(root.firstChild as ChildNode);
    };
  return Object.assign(tag(), {block: tag({displayMode: true}), options: tag});
}
