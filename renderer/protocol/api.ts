// The host's API as the shell sees it: what each request answers, checked like a message. The host decides; these are
// the parts that the shell relies on, so unknown fields are let through by `answer` before the check.
import {
  boolean,
  type Infer,
  integer,
  keyword,
  list,
  nullable,
  number,
  object,
  optional,
  type Schema,
  string
} from "./schema.ts";

const path = string({max: 4096});
const etag = string({max: 256});
const longText = string({max: 2 ** 27});

/** An object of which these fields matter; others may come and are dropped. */
function answer<F extends Record<string, Schema<unknown>>>(fields: F) {
  const exact = object(fields);
  return ((value, at) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return exact(value, at);
    return exact(Object.fromEntries(Object.entries(value).filter(([key]) => Object.hasOwn(fields, key))), at);
  }) as typeof exact;
}

/** POST /api/session {code}: the token for `x-subband-token`; the code is good once. */
export const sessionAnswer = answer({token: string()});

/** GET /api/workspace: every file below the root, paths with `/`, times in milliseconds since 1970. */
export const workspaceAnswer = answer({
  root: path,
  files: list(answer({path, size: integer(), modified: number}), {max: 100_000})
});

/** POST /api/notebooks {path}: where a notebook may run, and what is known of it. `files` is its attachments' base. */
export const notebookAnswer = answer({
  id: string({max: 64}),
  origin: string({max: 256}),
  files: path,
  etag,
  trusted: boolean,
  hung: optional(integer({min: 1}))
});

/** PUT /api/files/<path>, POST /api/rename: the new state of the file. */
export const writtenAnswer = answer({etag});

/** GET and PUT /api/journal/<id>: unsaved text, the text and etag of the file it was typed over, when it was written. */
export const journalAnswer = answer({text: longText, base: longText, etag, at: number});

/** GET /api/runs/<id>/<fingerprint>/: the names of a run's files. */
export const runFilesAnswer = answer({files: list(string({max: 128}))});

/** GET /api/about. */
export const aboutAnswer = answer({version: string(), transport: string()});

/** What any request answers when it is refused. */
export const errorAnswer = answer({error: string({max: 10_000})});

/** One event of GET /api/events. `file`: a file of the workspace was made, changed (etag) or deleted (null). */
export const hostEvent = answer({
  type: keyword("file", "workspace", "menu", "open"),
  path: optional(path),
  etag: optional(nullable(etag)),
  command: optional(string({max: 64}))
});

export type WorkspaceFile = Infer<typeof workspaceAnswer>["files"][number];
export type NotebookPlace = Infer<typeof notebookAnswer>;
export type Journal = Infer<typeof journalAnswer>;
export type HostEvent = Infer<typeof hostEvent>;
