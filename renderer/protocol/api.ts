// The host's API as the shell sees it: what each request answers, checked like a message. The host decides; these are
// the parts that the shell relies on, so unknown fields are let through by `answer` before the check.
import {
  boolean,
  dictionary,
  type Infer,
  integer,
  keyword,
  list,
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

/** GET /api/about; `run` only when a notebook is run from the command line (values of `set` are JSON text). */
export const aboutAnswer = answer({
  version: string(),
  transport: keyword("electron", "http", "test"),
  run: optional(
    answer({
      path,
      set: dictionary(string({max: 10_000})),
      backend: keyword("auto", "webgpu", "webgl", "wasm", "cpu")
    })
  )
});

/** GET /api/workspace: the files below the root, paths with `/`, times in milliseconds since 1970. */
export const workspaceAnswer = answer({
  root: path,
  files: list(answer({path, size: integer(), modified: number}), {max: 100_000}),
  truncated: boolean
});

/** POST /api/notebooks {path}: where a notebook may run, and what is known of it. */
export const notebookAnswer = answer({
  id: string({max: 64}),
  origin: string({max: 256}),
  filesBase: path,
  etag,
  trusted: boolean,
  journaled: boolean,
  hung: optional(integer({min: 1}))
});

/** PUT /api/files/<path>, POST /api/rename: the new state of the file. */
export const writtenAnswer = answer({path, etag});

/**
 * GET and PUT /api/journal/<id>: unsaved text, the etag (`base`) and text (`baseText`) of the file that the edits began
 * from, and when it was written (milliseconds since 1970).
 */
export const journalEntry = answer({text: longText, base: etag, baseText: longText, at: number});

/** GET /api/runs/<id>: the files of every run of a notebook. */
export const runsAnswer = answer({
  runs: list(answer({fingerprint: string({max: 64}), files: list(answer({name: string({max: 255})}))}))
});

/** What any request answers when it is refused. */
export const errorAnswer = answer({error: string({max: 10_000})});

/**
 * One event of GET /api/events. `file`: a file of the workspace was made, changed or removed, by whomever; `menu`: a
 * command of the application's menu; `open`: a file that the person opened from outside the window.
 */
export const hostEvent = answer({
  type: keyword("file", "menu", "open"),
  path: optional(path),
  change: optional(keyword("changed", "removed")),
  etag: optional(etag),
  command: optional(string({max: 64}))
});

export type WorkspaceFile = Infer<typeof workspaceAnswer>["files"][number];
export type NotebookPlace = Infer<typeof notebookAnswer>;
export type Journal = Infer<typeof journalEntry>;
export type HostEvent = Infer<typeof hostEvent>;
export type BatchRun = NonNullable<Infer<typeof aboutAnswer>["run"]>;
