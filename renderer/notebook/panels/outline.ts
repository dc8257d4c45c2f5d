import type {Notebook} from "../format/notebook.ts";

/** A heading of the notebook. */
export interface Heading {
  readonly cell: number;
  /** 1 to 6. */
  readonly level: number;
  readonly text: string;
}

/** The headings of Markdown and HTML cells, in order. */
export function outlineOf({cells}: Notebook): Heading[] {
  return cells.flatMap(({id, mode, source}) => {
    if (mode === "md") return markdownHeadings(source).map((heading) => ({cell: id, ...heading}));
    if (mode === "html") return htmlHeadings(source).map((heading) => ({cell: id, ...heading}));
    return [];
  });
}

function markdownHeadings(source: string): Omit<Heading, "cell">[] {
  const headings: Omit<Heading, "cell">[] = [];
  let fence = "";
  for (const line of source.split("\n")) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark && !fence) fence = mark;
    else if (mark && mark[0] === fence[0] && mark.length >= fence.length) fence = "";
    if (mark || fence) continue;
    const [, level, text] = /^ {0,3}(#{1,6})\s+(.+?)\s*#*\s*$/.exec(line) ?? [];
    if (text) headings.push({level: level.length, text: plain(text)});
  }
  return headings;
}

function htmlHeadings(source: string): Omit<Heading, "cell">[] {
  return [...source.matchAll(/<h([1-6])\b[^>]*>(.*?)<\/h\1\s*>/gis)].map(([, level, text]) => ({
    level: Number(level),
    text: text
      .replace(/<[^>]*>/g, "")
      .replace(/\s+/g, " ")
      .trim()
  }));
}

/** Markdown without its marks: emphasis, code, links, TeX dollars. */
function plain(text: string): string {
  return text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/(\*\*|__|\*|`|\$)(?=\S)(.+?)\1/g, "$2")
    .replace(/\\([\\`*_{}[\]()#+\-.!$])/g, "$1");
}
