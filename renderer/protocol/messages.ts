// What the shell and a notebook's frame say to each other, over one MessagePort. Each side checks all it receives
// with `readFromShell` or `readFromFrame`; the types are read off the schemas, so they cannot drift apart.
import {
  boolean,
  bytes,
  dictionary,
  type Infer,
  integer,
  keyword,
  list,
  nullable,
  number,
  object,
  type ObjectOf,
  optional,
  type Schema,
  SchemaError,
  string
} from "./schema.ts";

/** Longest notebook text, in characters; the host refuses more than 64 MB. */
export const longestText = 64 * 2 ** 20;
/** Largest file that may travel over the port, in bytes. */
export const largestFile = 512 * 2 ** 20;

const cell = integer({min: 1});
const text = string({max: longestText});
const line = string({max: 2000});
const revision = integer();
const request = integer();
const backend = keyword("auto", "webgpu", "webgl", "wasm", "cpu");
const fingerprint = string({max: 64});

const outlineEntry = object({cell, level: integer({min: 1, max: 6}), text: line});
const offeredCommand = object({
  id: string({max: 64}),
  title: string({max: 200}),
  group: string({max: 64}),
  key: optional(string({max: 64}))
});
const conflict = object({cell, base: nullable(text), ours: nullable(text), theirs: nullable(text)});

const fromShell = {
  /**
   * The first message, once. `text` is what to show; `saved` is what the file holds (they differ when a journal was
   * restored). Mode `run`: evaluate reactively. `paused`: evaluate nothing until the person runs a cell (or `run`
   * comes). `preview`: not trusted; evaluate nothing and offer no way to, until `run` comes. With `hung`, the cell that
   * did not finish last time is to be marked (mode is then `paused`). Attachments are at `filesBase` + name.
   */
  open: {
    text,
    saved: text,
    path: line,
    mode: keyword("run", "paused", "preview"),
    filesBase: line,
    hung: optional(cell),
    /** Command-line run: assign these `view` values (JSON text by name), start every run, then send `report`. */
    batch: optional(object({set: dictionary(string({max: 10_000})), backend}))
  },
  /** The person trusts the notebook, or wants it to run after all: evaluate reactively from now on. */
  run: {},
  /** The file now holds what `changed` or `save` of this revision held: the base of later merges. */
  saved: {revision},
  /**
   * The file was changed by someone else and now holds `text`: merge by cell id, three ways, with the last saved text as
   * the base, which `text` then becomes. Without conflicts apply it and answer `merged`; otherwise change nothing and
   * answer `conflicts`. With `trusted` false the cells that came in are not evaluated until the person runs them, or
   * `run` comes.
   */
  outside: {n: integer(), text, trusted: boolean},
  /** How to settle the `conflicts` of this `n`; what does not conflict is merged in any case; answer `merged`. */
  resolve: {n: integer(), choice: keyword("ours", "theirs", "both")},
  /** Run one of the commands that the frame offered. */
  command: {id: string({max: 64})},
  /** Scroll to a cell and select it. */
  reveal: {cell},
  /** Answer with `changed` at once if an edit has not been sent yet. */
  flush: {},
  /** Answer with `pong` at once; a frame that does not is busy, and the shell offers to restart it. */
  ping: {n: integer()},
  /** The answer to `store`: the bytes or names asked for, null where there is no such file, or an error. */
  stored: {
    request,
    bytes: optional(nullable(bytes({max: largestFile}))),
    names: optional(list(line)),
    error: optional(line)
  }
} satisfies Record<string, Fields>;

const fromFrame = {
  /** The page listens; `open` may come. */
  ready: {},
  /** The notebook is shown (`error` undefined) or could not be read. */
  opened: {title: line, cells: integer(), error: optional(line)},
  /**
   * The notebook was edited: its whole text as it would be saved; `dirty` if that differs from the last saved text. Sent
   * within 200 ms of the edit, and before any cell is evaluated; the revision grows with every edit.
   */
  changed: {revision, text, dirty: boolean},
  /** The person asked for a save (Mod-S); the same as `changed`, to be written to the file now. */
  save: {revision, text},
  /** The text cannot be written as a notebook (a cell contains what would end it): nothing may be saved; said in words. */
  unwritable: {cell, error: line},
  /**
   * About to evaluate a cell; `finished` when the cell has ended, or, if it awaits something, at the first turn that the
   * page gets 100 ms after its start. A cell without a `finished` holds the page's thread. Never queued or thinned.
   */
  started: {cell},
  finished: {cell},
  title: {title: line},
  outline: {entries: list(outlineEntry)},
  /** For the status bar. `running`: the first cell that is evaluating or training; `runs`: training runs at work. */
  status: {
    backend: nullable(keyword("webgpu", "webgl", "wasm", "cpu")),
    device: line,
    reason: line,
    running: nullable(cell),
    runs: integer()
  },
  /** The answer to `ping`. */
  pong: {n: integer()},
  /** The commands that the palette may list and send back. */
  commands: {commands: list(offeredCommand, {max: 500})},
  /** A key was pressed in the frame that belongs to the shell; only these, and none of them destroys anything. */
  shortcut: {name: keyword("palette", "sidebar", "next-pane")},
  /** `outside` number `n` was merged: the text as it is now, as in `changed`; `dirty` if it differs from the file's. */
  merged: {n: integer(), revision, text, dirty: boolean},
  /** What `outside` could not merge: each cell's text in the base, here and there (null: the cell is absent). */
  conflicts: {n: integer(), cells: list(conflict)},
  /**
   * Read, write, list or delete files of a run (`.runs/<fingerprint>/` of this notebook); answered by `stored`. `list`
   * names the files of the run, without `fingerprint` the runs; `delete` without `file` deletes the whole run.
   */
  store: {
    request,
    operation: keyword("get", "put", "list", "delete"),
    fingerprint: optional(fingerprint),
    file: optional(string({max: 128})),
    bytes: optional(bytes({max: largestFile}))
  },
  /** Offer a file to the person to keep. */
  download: {name: string({max: 255}), bytes: bytes({max: largestFile})},
  /** A link to somewhere else was pressed; the frame itself may go nowhere. The shell shows the address and asks. */
  link: {url: line},
  /** Command-line run: one line of progress; `fraction` of the whole from 0 to 1, where known. */
  progress: {text: line, fraction: optional(number)},
  /** Command-line run: the end. `report` is JSON text as design.md describes it; `error` names the failed cell. */
  report: {report: text, error: optional(line)}
} satisfies Record<string, Fields>;

// A field of a message must not be called `type`: that is the message's own name.
type Fields = Record<string, Schema<unknown>> & {readonly type?: never};

type Union<M extends Record<string, Fields>> = {
  [T in keyof M]: {readonly type: T} & ObjectOf<M[T]>;
}[keyof M];

/** A message from the shell to the notebook's frame. */
export type FromShell = Union<typeof fromShell>;
/** A message from the notebook's frame to the shell. */
export type FromFrame = Union<typeof fromFrame>;
/** The message of one type: `Message<FromFrame, "status">`. */
export type Message<M extends {type: string}, T extends M["type"]> = Extract<M, {type: T}>;

export type OutlineEntry = Infer<typeof outlineEntry>;
export type OfferedCommand = Infer<typeof offeredCommand>;
export type Conflict = Infer<typeof conflict>;
export type BackendWish = Infer<typeof backend>;

function reader<M extends {type: string}>(messages: Record<string, Record<string, Schema<unknown>>>, who: string) {
  const schemas = new Map(
    Object.entries(messages).map(([type, fields]) => [type, object({type: keyword(type), ...fields})])
  );
  return (data: unknown): M => {
    if (typeof data !== "object" || data === null || Array.isArray(data))
      throw new SchemaError(`invalid message from the ${who}: expected an object with a type`, "");
    const type = Object.hasOwn(data, "type") ? (data as {type: unknown}).type : undefined;
    const schema = typeof type === "string" ? schemas.get(type) : undefined;
    if (schema === undefined) {
      const name = typeof type === "string" ? JSON.stringify(type.slice(0, 40)) : typeof type;
      throw new SchemaError(
        `unknown message from the ${who}: ${name}; known are ${[...schemas.keys()].join(", ")}`,
        ""
      );
    }
    // The path starts with the message's name: `invalid: -1; expected a whole number ≥ 0 (changed.revision)`.
    return schema(data, type as string) as unknown as M;
  };
}

/** Checks a message that the frame received. Throws a SchemaError that names the message, the field and the fault. */
export const readFromShell = reader<FromShell>(fromShell, "shell");
/** Checks a message that the shell received. Throws a SchemaError that names the message, the field and the fault. */
export const readFromFrame = reader<FromFrame>(fromFrame, "notebook");
