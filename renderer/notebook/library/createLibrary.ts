import {fileAttachments, type Dsv} from "./fileAttachment.ts";
import * as Generators from "./generators/generators.ts";
import {markdown, type Renderer} from "./markdown.ts";
import {Mutable} from "./mutable.ts";
import {tex, type Setter} from "./tex.ts";

/** What the standard library needs of its page. */
export interface LibraryOptions {
  readonly document: Document;
  /** The column whose width is `width`. */
  readonly column: Element;
  /** The address of the notebook's files, ending in "/". */
  readonly filesBase: string;
  fetch(url: string): Promise<Response>;
  /** Loads a bundled library by its URL, `/lib/d3.js`. */
  load(url: string): Promise<Record<string, unknown>>;
}

/**
 * The standard library of cells: each name with what makes its value when a cell first reads it. `display`, `view`,
 * `invalidation` and `visibility` are the engine's.
 */
export function createLibrary({
  document,
  column,
  filesBase,
  fetch,
  load
}: LibraryOptions): Record<string, () => unknown> {
  const d3 = () => load("/lib/d3.js");
  const htl = () => load("/lib/htl.js");
  return {
    width: () => Generators.width(column),
    now: () => Generators.now(),
    dark: () => Generators.dark(column),
    Generators: () => Generators,
    Mutable: () => Mutable,
    FileAttachment: () => fileAttachments({base: filesBase, fetch, dsv: async () => (await d3()) as unknown as Dsv}),
    Inputs: () => withStyles(load("/lib/inputs.js"), "/lib/inputs.css", document),
    Plot: () => load("/lib/plot.js"),
    d3,
    htl,
    html: async () => (await htl()).html,
    svg: async () => (await htl()).svg,
    md: async () => {
      const MarkdownIt = (await load("/lib/markdown-it.js")).default as (options: object) => Renderer;
      return markdown(MarkdownIt({html: true, linkify: true, typographer: true}), document);
    },
    tex: async () => {
      const katex = await withStyles(load("/lib/katex.js"), "/lib/katex.css", document);
      return tex(katex.default as Setter, document);
    }
  };
}

/** A library together with its style sheet, which is asked for once; without it the text is plain, and still readable. */
async function withStyles<T>(library: Promise<T>, href: string, document: Document): Promise<T> {
  if (!document.querySelector(`link[href="${href}"]`)) {
    const link = Object.assign(document.createElement("link"), {rel: "stylesheet", href});
    const settled = new Promise<void>((resolve) => {
      link.addEventListener("load", () => resolve());
      link.addEventListener("error", () => resolve());
    });
    document.head.append(link);
    await settled; // so that nothing is measured or seen unstyled
  }
  return library;
}
