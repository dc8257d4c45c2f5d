import type {BlockEntry} from "./entries.ts";

/** The blocks that have every word of a search: in the name, the text, the family, the paper or an option, in any case. */
export function searchBlocks(entries: readonly BlockEntry[], text: string): readonly BlockEntry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter((entry) => {
    const options = entry.options.map(({name, text}) => `${name} ${text}`);
    const all = [entry.name, entry.family, entry.text, entry.paper, ...options].join(" ").toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
