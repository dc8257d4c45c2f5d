import type {Conflict, FromFrame, FromShell, Message} from "../protocol/messages.ts";
import type {Frame, FrameEvents} from "./frame.ts";
import type {Host} from "./host.ts";
import type {OpenNotebook} from "./openNotebook.ts";

export type Choice = "ours" | "theirs" | "both";

/** `loading`; `preview`: not trusted, runs nothing; `paused`: runs only what the person runs; `run`; `lost`: no frame. */
export type Phase =
  | {readonly kind: "loading" | "preview" | "run"}
  | {readonly kind: "paused"; readonly hung?: number}
  | {readonly kind: "lost"; readonly reason: string};

export type Status = Omit<Message<FromFrame, "status">, "type">;

/** What a notebook needs of the shell around it. */
export interface Surroundings {
  readonly host: Host;
  /** Puts a frame of this origin on the stage. */
  readonly mount: (origin: string, title: string, events: FrameEvents) => Frame;
  readonly autosave: () => boolean;
  readonly after: (milliseconds: number, call: () => void) => () => void;
  readonly now: () => number;
  /** Asks the person how to settle a conflict; null: later. */
  readonly settle: (notebook: OpenNotebook, cells: readonly Conflict[]) => Promise<Choice | null>;
  /** Closes the notebook and opens it again, as the host knows it now. */
  readonly reopen: (notebook: OpenNotebook) => void;
  readonly download: (notebook: OpenNotebook, file: Message<FromFrame, "download">) => void;
  /** A link in the notebook was pressed. */
  readonly link: (notebook: OpenNotebook, url: string) => void;
  readonly shortcut: (notebook: OpenNotebook, name: Message<FromFrame, "shortcut">["name"]) => void;
  /** Says something to the person that needs no answer. */
  readonly say: (text: string) => void;
}

export interface OpenOptions {
  /** Open without running, trusted or not. */
  readonly paused?: boolean;
  /** Command-line run: nothing is journaled or saved, and it counts as trusted. */
  readonly batch?: Message<FromShell, "open">["batch"];
}
