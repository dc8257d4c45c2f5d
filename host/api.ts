// The requests and answers of the host's API, on the shell's origin. Types only: this file is the manual.
//
// Every request but POST /api/session carries the header `x-subband-token`. Bodies are `application/json` or
// `application/octet-stream`. Every failure is `{error}` in words with a fitting status: 400 malformed, 401 no token,
// 403 refused, 404 unknown, 405 method, 409 exists, 412 changed meanwhile, 413 too large, 415 body type, 428 no
// precondition, 507 disk full, 500 our fault.

/** What every failed request answers. */
export interface Failure {
  readonly error: string;
}

/**
 * `POST /api/session`: the one-time code of the launch address (its fragment: `#code=…`) for a token. With a `claim`, a
 * secret of the page's own, the page may ask once more when it was loaded again before the answer came.
 */
export interface SessionRequest {
  readonly code: string;
  readonly claim?: string;
}
export interface Session {
  readonly token: string;
}

/** `GET /api/about`. */
export interface About {
  readonly name: "subband";
  readonly version: string;
  readonly transport: "electron" | "http" | "test";
  /** Only when a notebook is run from the command line: what to run. */
  readonly run?: RunRequest;
}

/** A notebook to be run without a window; the values of `set` are JSON text by name. */
export interface RunRequest {
  readonly path: string;
  readonly set: Readonly<Record<string, string>>;
  readonly backend: "auto" | "webgpu" | "webgl" | "wasm" | "cpu";
}

/** `GET /api/workspace`: the files below the workspace folder; folders that begin with a dot are left out. */
export interface Workspace {
  /** The folder's real path, to be shown. */
  readonly root: string;
  readonly files: readonly WorkspaceFile[];
  /** Whether there were more files than the list holds. */
  readonly truncated: boolean;
}
export interface WorkspaceFile {
  /** Relative to the workspace, with `/` between segments. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

// GET /api/files/<path>     the bytes, with an ETag (of the content) and Range.
// PUT /api/files/<path>     the new bytes as application/octet-stream, with `If-Match: <etag>` to replace what one read or
//                           `If-None-Match: *` to make a new file; answers Written. A new file is trusted only with the
//                           header `x-subband-created: here` (made by the person in Subband, not brought in from
//                           elsewhere); a replaced one stays as trusted as it was. 412 where the file is another by
//                           now (its ETag comes along), 404 where the file to be replaced is gone.
// DELETE /api/files/<path>  with `If-Match`; answers 204.
export interface Written {
  readonly path: string;
  readonly etag: string;
  readonly size: number;
  readonly modified: number;
}

/** `POST /api/rename`: never replaces a file (409); answers Written. The journal goes along. */
export interface RenameRequest {
  readonly from: string;
  readonly to: string;
}

/** `POST /api/notebooks`: opens a notebook and brings its origin to life. */
export interface NotebookRequest {
  readonly path: string;
}
export interface OpenedNotebook {
  /** 26 characters; the same for the same file on this installation, and not to be guessed. */
  readonly id: string;
  /** Where its page lives: `http://nb-<id>.app.localhost:P`. */
  readonly origin: string;
  readonly etag: string;
  readonly trusted: boolean;
  /** Where its attachments are on its own origin: `/files/<capability>/`. */
  readonly filesBase: string;
  /** The cell that began and did not finish when the notebook was last open. */
  readonly hung?: number;
  /** Whether the journal holds edits that are not in the file. */
  readonly journaled: boolean;
}

/** `POST /api/trust`: for this content of this file (412 if it is another by now), or for a folder of the workspace. */
export type TrustRequest = {readonly path: string; readonly etag: string} | {readonly folder: string};
export interface Trusted {
  readonly trusted: true;
}

// GET /api/journal/<id>     the entry (JSON), 404 if there is none.
// PUT /api/journal/<id>     replaces it, safely on disk when answered; 204.
// DELETE /api/journal/<id>  204.
export interface JournalEntry {
  /** The whole notebook as it would be saved. */
  readonly text: string;
  /** The ETag of the file that the edits began from. */
  readonly base: string;
  /** The text of the file that the edits began from, for a merge if the file is another by now. */
  readonly baseText: string;
  /** When the entry was made, in milliseconds since 1970. */
  readonly at: number;
}

/** `PUT /api/running/<id>`: the cell that is being evaluated, or null when none is; 204. */
export interface Running {
  readonly cell: number | null;
}

// GET /api/runs/<id>                        {runs}
// GET|PUT|DELETE /api/runs/<id>/<fingerprint>/<file>   bytes
// DELETE /api/runs/<id>/<fingerprint>       the whole run; 204
export interface StoredRuns {
  readonly runs: readonly StoredRun[];
}
export interface StoredRun {
  /** SHA-256 in 64 hexadecimal digits. */
  readonly fingerprint: string;
  readonly files: readonly {readonly name: string; readonly size: number; readonly modified: number}[];
}

/** `POST /api/report`, only when run from the command line: answers 204. */
export type Report =
  | {readonly type: "progress"; readonly text: string; readonly fraction?: number}
  | {readonly type: "end"; readonly report?: string; readonly error?: string};

/**
 * `GET /api/events`: one stream of server-sent events, each a JSON object in `data`. `file` tells of a file below the
 * workspace that was made, changed (with the new ETag, except of files above 64 MB) or removed, by whomever.
 */
export type HostEvent =
  | {readonly type: "file"; readonly path: string; readonly change: "changed"; readonly etag?: string}
  | {readonly type: "file"; readonly path: string; readonly change: "removed"}
  | {readonly type: "menu"; readonly command: string}
  | {readonly type: "open"; readonly path: string};
