import type {NotebookPlace} from "../protocol/api.ts";
import type {Host} from "./host.ts";
import type {OnDisk} from "./keeper.ts";

/** What a notebook begins with when it is opened. */
export interface Start {
  /** The file that the shown text stands on: as it is, or as it was when a journal was written. */
  readonly base: OnDisk;
  readonly journal?: {readonly text: string; readonly at: number};
}

/** What to begin with: the file, or the text of a journal that is newer. */
export async function beginning(
  host: Pick<Host, "journal" | "clearJournal">,
  place: NotebookPlace,
  file: OnDisk,
  {batch}: {batch?: unknown}
): Promise<Start> {
  // Text that is not trusted was not typed here; a journal of the same place waits until it is.
  if (batch || !place.trusted || !place.journaled) return {base: file};
  const journal = await host.journal(place.id);
  if (journal === null) return {base: file};
  if (journal.text === file.text) {
    await host.clearJournal(place.id);
    return {base: file};
  }
  const base = journal.base === file.etag ? file : {text: journal.baseText, etag: journal.base};
  return {base, journal};
}
