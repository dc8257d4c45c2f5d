import type {NotebookFile} from "../format/file.ts";
import {readNotebook} from "../format/readNotebook.ts";

/** The file as it was saved; where that is no notebook (a new file), the text that is shown stands in for it. */
export function readSaved({text, saved}: {text: string; saved: string}): NotebookFile {
  try {
    return readNotebook(saved);
  } catch {
    return readNotebook(text);
  }
}
