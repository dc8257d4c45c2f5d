import {
  aboutAnswer,
  errorAnswer,
  journalEntry,
  type Journal,
  notebookAnswer,
  runsAnswer,
  sessionAnswer,
  workspaceAnswer,
  writtenAnswer
} from "../protocol/api.ts";
import {type Schema, SchemaError} from "../protocol/schema.ts";

/** A request that the host refused, or that never reached it (`status` 0). */
export class HostError extends Error {
  readonly status: number;
  constructor(message: string, status: number) {
    super(message);
    this.name = "HostError";
    this.status = status;
  }
}

/**
 * What a write may replace: the content with this etag, or nothing at all. "new" was made by the person here and now and
 * is trusted; "again" brings back what was there before, trusted or not as it was.
 */
export type Precondition = {readonly etag: string} | "new" | "again";

/** The host as the shell uses it; every method throws a HostError. */
export type Host = ReturnType<typeof createHost>;

type Fetch = (path: string, init?: RequestInit) => Promise<Response>;

/** A path with `/` as it stands in an address. */
export function addressOf(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

/** Exchanges the one-time code of the launch address for the token; `claim` is this tab's own secret. */
export async function startSession(fetch: Fetch, code: string, claim: string): Promise<string> {
  const response = await send(fetch, "/api/session", json("POST", {code, claim}));
  return (await read(response, sessionAnswer)).token;
}

function json(method: string, body: unknown): RequestInit {
  return {method, headers: {"content-type": "application/json"}, body: JSON.stringify(body)};
}

/** The answer, or a HostError with the host's own words. */
async function send(fetch: Fetch, path: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    // No cookies: there are none of ours, and a notebook can set some for the whole of app.localhost.
    response = await fetch(path, {...init, cache: "no-store", credentials: "omit"});
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new HostError("Subband's host does not answer", 0);
  }
  if (response.ok) return response;
  let fault = `${response.status} ${response.statusText}`;
  try {
    fault = errorAnswer(await response.json(), "").error;
  } catch {
    // An answer without words (an old host, a proxy): the status must do.
  }
  throw new HostError(fault, response.status);
}

async function read<T>(response: Response, schema: Schema<T>): Promise<T> {
  try {
    return schema(await response.json(), "");
  } catch (error) {
    if (error instanceof SchemaError || error instanceof SyntaxError)
      throw new HostError(`unexpected answer of the host: ${error.message}`, response.status);
    throw error;
  }
}

/** What a window is let in by: replaced when the host was started anew. */
export interface Session {
  readonly token: string;
  /** The host does not know this token: it is not the one that gave it. */
  refused(token: string): void;
}

/** The host's API with this session's token. */
export function createHost(session: Session, fetch: Fetch) {
  const call = async (path: string, init: RequestInit = {}) => {
    const {token} = session;
    const headers = new Headers(init.headers);
    headers.set("x-subband-token", token);
    try {
      return await send(fetch, path, {...init, headers});
    } catch (error) {
      if (error instanceof HostError && error.status === 401) session.refused(token);
      throw error;
    }
  };
  const file = (path: string) => `/api/files/${addressOf(path)}`;
  const etagOf = (response: Response) => response.headers.get("etag") ?? "";

  /** null where the host knows no such thing. */
  async function unlessMissing<T>(answer: Promise<T>): Promise<T | null> {
    try {
      return await answer;
    } catch (error) {
      if (error instanceof HostError && error.status === 404) return null;
      throw error;
    }
  }

  return {
    about: async () => read(await call("/api/about"), aboutAnswer),
    workspace: async () => read(await call("/api/workspace"), workspaceAnswer),
    open: async (path: string) => read(await call("/api/notebooks", json("POST", {path})), notebookAnswer),
    trust: async (path: string, etag: string): Promise<void> =>
      void (await call("/api/trust", json("POST", {path, etag}))),
    rename: async (from: string, to: string) =>
      read(await call("/api/rename", json("POST", {from, to})), writtenAnswer),

    readText: async (path: string) => {
      const response = await call(file(path));
      return {text: await response.text(), etag: etagOf(response)};
    },
    readBytes: async (path: string) => {
      const response = await call(file(path));
      return {bytes: new Uint8Array(await response.arrayBuffer()), etag: etagOf(response)};
    },
    /** Writes a file of the workspace; 412 (409 for "new") when something else is there. Returns the new etag. */
    put: async (path: string, content: string | Uint8Array<ArrayBuffer>, replacing: Precondition) => {
      const headers: Record<string, string> = {"content-type": "application/octet-stream"};
      if (typeof replacing === "object") headers["if-match"] = replacing.etag;
      else headers["if-none-match"] = "*";
      if (replacing === "new") headers["x-subband-created"] = "here";
      const response = await call(file(path), {method: "PUT", headers, body: new Blob([content])});
      return (await read(response, writtenAnswer)).etag;
    },
    remove: async (path: string, etag: string): Promise<void> =>
      void (await call(file(path), {method: "DELETE", headers: {"if-match": etag}})),

    journal: (id: string) => unlessMissing(call(`/api/journal/${id}`).then((response) => read(response, journalEntry))),
    putJournal: async (id: string, entry: Journal) => {
      const init = json("PUT", entry);
      // A short entry reaches the host even when the window closes meanwhile (keepalive bodies share 64 KiB).
      const keepalive = entry.text.length + entry.baseText.length < 15_000;
      await call(`/api/journal/${id}`, {...init, keepalive});
    },
    clearJournal: async (id: string): Promise<void> =>
      void (await unlessMissing(call(`/api/journal/${id}`, {method: "DELETE"}))),
    running: async (id: string, cell: number | null): Promise<void> =>
      void (await call(`/api/running/${id}`, json("PUT", {cell}))),

    runs: async (id: string) => read(await call(`/api/runs/${id}`), runsAnswer),
    run: (id: string, run: string, name: string) =>
      unlessMissing(
        call(`/api/runs/${id}/${addressOf(`${run}/${name}`)}`).then(
          async (response) => new Uint8Array(await response.arrayBuffer())
        )
      ),
    putRun: async (id: string, run: string, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> =>
      void (await call(`/api/runs/${id}/${addressOf(`${run}/${name}`)}`, {
        method: "PUT",
        headers: {"content-type": "application/octet-stream"},
        body: new Blob([bytes])
      })),
    removeRun: async (id: string, run: string, name?: string): Promise<void> =>
      void (await unlessMissing(
        call(`/api/runs/${id}/${addressOf(name === undefined ? run : `${run}/${name}`)}`, {method: "DELETE"})
      )),

    /** Only on the desktop: shows a file in the system's file manager. */
    showInFolder: async (path: string): Promise<void> => void (await call("/api/desktop/show", json("POST", {path}))),
    /** Only on the desktop: keeps the machine awake while something trains. */
    busy: async (busy: boolean): Promise<void> => void (await call("/api/desktop/busy", json("POST", {busy}))),

    /** The stream of events; see `events.ts`. */
    events: (signal: AbortSignal) => call("/api/events", {signal, headers: {accept: "text/event-stream"}}),
    report: async (
      report: {type: "progress"; text: string; fraction?: number} | {type: "end"; report?: string; error?: string}
    ): Promise<void> => void (await call("/api/report", json("POST", report)))
  };
}
