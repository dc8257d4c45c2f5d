import type {BlockEntry} from "./entries.ts";

/**
 * The blocks that have every word of a search: in the name, the text, the family, the paper or an option, in any case. First the
 * one of that name, then names that begin with it, then names that have it, each in the order given.
 */
export function searchBlocks(entries: readonly BlockEntry[], text: string): readonly BlockEntry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = entries.filter((entry) => {
    const options = entry.options.map(({name, text}) => `${name} ${text}`);
    const all = [entry.name, entry.family, entry.text, entry.paper, ...options].join(" ").toLowerCase();
    return words.every((word) => all.includes(word));
  });
  return found.sort((a, b) => farness(a, words.join("")) - farness(b, words.join("")));
}

function farness({name}: BlockEntry, sought: string): number {
  const at = name.toLowerCase().indexOf(sought);
  return at < 0 ? 3 : at > 0 ? 2 : name.length > sought.length && sought ? 1 : 0;
}
