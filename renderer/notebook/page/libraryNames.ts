import type {LibraryNames} from "./names.ts";
import type {Argument} from "../editor/argument.ts";
import {standardDocs} from "../editor/standardDocs.ts";

interface Entry {
  readonly call: string;
  readonly text: string;
  /** Of a block: where it comes from, and its number of parameters as a formula. */
  readonly paper?: string;
  readonly parameters?: string;
  readonly arguments?: readonly Argument[];
}

/** What completion knows of these names: a sentence at once, signatures and descriptions once they are loaded. */
export function libraryNames(
  names: Iterable<string>,
  load: () => Promise<Readonly<Record<string, Entry>>>,
  valueOf: LibraryNames["valueOf"]
): LibraryNames {
  const library = new Map([...names].map((name) => [name, standardDocs.get(name) ?? ""]));
  const calls = new Map<string, readonly Argument[]>();
  void load().then((docs) => {
    for (const [path, {call, text, paper, parameters, arguments: given = []}] of Object.entries(docs)) {
      const lines = [call, text, paper && `${paper}.`, parameters && `Parameters: ${parameters}.`];
      library.set(path, lines.filter(Boolean).join("\n"));
      calls.set(path, given);
    }
  });
  return {library, calls, valueOf};
}
