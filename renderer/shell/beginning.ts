import type {NotebookPlace} from "../protocol/api.ts";
import {type Host, HostError} from "./host.ts";
import type {OnDisk} from "./keeper.ts";
import type {OpenOptions, Phase} from "./surroundings.ts";

/** What a notebook begins with when it is opened. */
export interface Start {
  /** The file that the shown text stands on: as it is, or as it was when a journal was written. */
  readonly base: OnDisk;
  readonly journal?: {readonly text: string; readonly at: number};
}

/** How often a file that keeps changing is read before that is said. */
const mostReadings = 5;

/**
 * What the host knows of the notebook at `path`, and its text; both are asked for at once, and again until they speak of
 * the same content: what is trusted is one content, never whatever the file holds a moment later.
 */
export async function readPlace(
  host: Pick<Host, "open" | "readText">,
  path: string
): Promise<{place: NotebookPlace; file: OnDisk}> {
  for (let i = 0; i < mostReadings; ++i) {
    const [place, file] = await Promise.all([host.open(path), host.readText(path)]);
    if (place.etag === file.etag) return {place, file};
  }
  throw new HostError(`${path} keeps changing`, 0);
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

/** Whether it runs at once, only what the person runs, or nothing. */
export function firstPhase({trusted, hung}: NotebookPlace, {batch, paused}: OpenOptions): Phase {
  if (batch) return {kind: "run"};
  if (!trusted) return {kind: "preview"};
  if (hung !== undefined) return {kind: "paused", hung};
  return {kind: paused ? "paused" : "run"};
}
