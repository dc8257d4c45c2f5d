import type {LibraryNames} from "./names.ts";
import {standardDocs} from "../editor/standardDocs.ts";

interface Entry {
  readonly call: string;
  readonly text: string;
}

/** What completion knows of these names: a sentence at once, signatures and descriptions once they are loaded. */
export function libraryNames(
  names: Iterable<string>,
  load: () => Promise<Readonly<Record<string, Entry>>>,
  valueOf: LibraryNames["valueOf"]
): LibraryNames {
  const library = new Map([...names].map((name) => [name, standardDocs.get(name) ?? ""]));
  void load().then((docs) => {
    for (const [path, {call, text}] of Object.entries(docs)) library.set(path, `${call}\n${text}`);
  });
  return {library, valueOf};
}
