// One open notebook: its frame, its way to disk, and what the shell shows of it, as signals.
import {batch, type ReadonlySignal, signal} from "@preact/signals-core";
import type {HostEvent, NotebookPlace} from "../protocol/api.ts";
import type {Conflict, FromFrame, FromShell, Message, OfferedCommand, OutlineEntry} from "../protocol/messages.ts";
import {nameOf} from "./fileTree.ts";
import type {Frame, FrameEvents} from "./frame.ts";
import {type Host, HostError} from "./host.ts";
import {followCells, type HungCell} from "./hungCell.ts";
import {Keeper, type OnDisk, type Version} from "./keeper.ts";
import {runStore} from "./runStore.ts";

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
  readonly download: (notebook: OpenNotebook, file: Message<FromFrame, "download">) => void;
  readonly shortcut: (name: Message<FromFrame, "shortcut">["name"]) => void;
  /** Says something to the person that needs no answer. */
  readonly say: (text: string) => void;
}

export interface OpenOptions {
  /** Open without running, trusted or not. */
  readonly paused?: boolean;
  /** Command-line run: nothing is journaled or saved, and it counts as trusted. */
  readonly batch?: Message<FromShell, "open">["batch"];
}

const silence = 3000;

export class OpenNotebook {
  readonly path: string;
  readonly keeper: Keeper;
  readonly #title = signal("");
  readonly #outline = signal<readonly OutlineEntry[]>([]);
  readonly #commands = signal<readonly OfferedCommand[]>([]);
  readonly #status = signal<Status | null>(null);
  readonly #phase = signal<Phase>({kind: "loading"});
  readonly #slow = signal<number | null>(null);
  readonly #silent = signal(false);
  readonly #restored = signal<number | null>(null);
  readonly #unwritable = signal<string | null>(null);
  readonly #outsider = signal(false);
  readonly title: ReadonlySignal<string> = this.#title;
  readonly outline: ReadonlySignal<readonly OutlineEntry[]> = this.#outline;
  readonly commands: ReadonlySignal<readonly OfferedCommand[]> = this.#commands;
  readonly status: ReadonlySignal<Status | null> = this.#status;
  readonly phase: ReadonlySignal<Phase> = this.#phase;
  /** The cell whose evaluation has not ended for a while. */
  readonly slow: ReadonlySignal<number | null> = this.#slow;
  /** Whether the frame has not answered for three seconds. */
  readonly silent: ReadonlySignal<boolean> = this.#silent;
  /** When the restored, unsaved text was typed (milliseconds since 1970); null once that is settled. */
  readonly restored: ReadonlySignal<number | null> = this.#restored;
  /** Why the notebook cannot be written at the moment. */
  readonly unwritable: ReadonlySignal<string | null> = this.#unwritable;
  /** Whether cells came in from outside that wait for the person's word. */
  readonly outsider: ReadonlySignal<boolean> = this.#outsider;

  readonly #around: Surroundings;
  readonly #options: OpenOptions;
  readonly #store: (message: Message<FromFrame, "store">) => Promise<void>;
  #place: NotebookPlace;
  #frame: Frame | null = null;
  #cells: HungCell | null = null;
  #revisions = 0; // what a frame's revision 0 is in ours: frames count from 0, we go on
  #merge: {n: number; file: OnDisk; cells: readonly Conflict[] | null} | null = null;
  #merges = 0;
  #opened = false;
  #ping: {n: number; cancel: () => void} | null = null;
  #closed = false;

  private constructor(around: Surroundings, path: string, place: NotebookPlace, options: OpenOptions, start: Start) {
    this.#around = around;
    this.#options = options;
    this.#place = place;
    this.path = path;
    this.#title.value = nameOf(path);
    this.#store = runStore(around.host, place.id, (message, transfer) => this.#frame?.send(message, transfer));
    this.keeper = new Keeper({
      file: start.base,
      restored: start.journal ? {revision: 0, text: start.journal.text} : undefined,
      journal: {
        put: (entry) => around.host.putJournal(place.id, entry),
        clear: () => around.host.clearJournal(place.id)
      },
      replace: (text, replacing) => around.host.put(path, text, replacing),
      autosave: around.autosave,
      saved: (revision) => this.#saved(revision),
      conflict: () => void this.#readOutside(),
      now: around.now,
      after: around.after
    });
    if (start.journal) this.#restored.value = start.journal.at;
  }

  /** Opens the notebook at `path` of the workspace. Throws a HostError if it cannot be read. */
  static async open(around: Surroundings, path: string, options: OpenOptions = {}): Promise<OpenNotebook> {
    const {host} = around;
    const place = await host.open(path);
    const file = await host.readText(path);
    const start = await beginning(host, place, file, options);
    const notebook = new OpenNotebook(around, path, place, options, start);
    if (start.base.etag !== file.etag) notebook.keeper.block("conflict");
    if (place.hung !== undefined && !options.batch) notebook.#show({kind: "paused", hung: place.hung});
    else if (!place.trusted && !options.batch) notebook.#show({kind: "preview"});
    else notebook.#show(options.paused ? {kind: "paused"} : {kind: "run"});
    return notebook;
  }

  get id(): string {
    return this.#place.id;
  }

  /** The notebook's part of the stage. */
  get element(): HTMLElement | null {
    return this.#frame?.element ?? null;
  }

  /** Sends one of the commands that the frame offered, or scrolls to a cell. */
  command(id: string): void {
    this.#frame?.send({type: "command", id});
  }

  reveal(cell: number): void {
    this.#frame?.send({type: "reveal", cell});
    this.#frame?.element.focus();
  }

  /** The person wants this notebook to run: trusts what is shown, and evaluates from now on. */
  async run(): Promise<void> {
    const {host} = this.#around;
    try {
      if (this.#phase.value.kind === "preview" || this.#outsider.value) {
        // Exactly what is shown: if the file is another by now, the host refuses and we show that instead.
        await host.trust(this.path, this.keeper.file.etag);
        this.#place = {...this.#place, trusted: true};
      }
    } catch (error) {
      if (error instanceof HostError && error.status === 412) return this.#readOutside();
      return this.#around.say(error instanceof Error ? error.message : String(error));
    }
    this.#outsider.value = false;
    if (this.#phase.value.kind === "lost") return;
    this.#phase.value = {kind: "run"};
    this.#frame?.send({type: "run"});
  }

  /** Replaces the frame by a new one with the same text. A cell that had not ended is named, and nothing runs then. */
  restart(): void {
    const hung = this.#cells?.cell ?? undefined;
    const before = this.#phase.value;
    if (before.kind === "preview") this.#show(before);
    else if (hung !== undefined) this.#show({kind: "paused", hung});
    else this.#show(this.#silent.value || before.kind === "paused" ? {kind: "paused"} : {kind: "run"});
  }

  /** Throws the restored text away and shows the file. Returns what brings it back. */
  undoRestore(): () => void {
    const {text} = this.keeper.version;
    const file = this.keeper.file;
    const at = this.#restored.value;
    const show = (shown: string, dirty: boolean) => {
      this.keeper.rebase(this.keeper.file, {revision: this.keeper.version.revision + 1, text: shown}, dirty);
      this.#show(this.#phase.value.kind === "lost" ? {kind: "run"} : this.#phase.value);
    };
    this.#restored.value = null;
    show(file.text, false);
    return () => {
      show(text, true);
      this.#restored.value = at;
    };
  }

  /** Keeps the restored text: it is saved like any other. */
  keepRestored(): void {
    this.#restored.value = null;
    void this.keeper.save();
  }

  /** Opens the question about the conflict again, or reads the file again. */
  async settleConflict(): Promise<void> {
    if (this.#merge?.cells) await this.#ask(this.#merge.n, this.#merge.cells);
    else await this.#readOutside();
  }

  /** The host saw a file change, by whomever. */
  async fileChanged(event: HostEvent): Promise<void> {
    if (event.path !== this.path || this.#closed || this.#options.batch) return;
    // Our own write may still be on its way back; only when it has ended do we know whose change this was.
    await this.keeper.flush();
    if (event.change === "removed" || event.etag !== this.keeper.file.etag) await this.#readOutside();
  }

  /** Asks the frame for what was typed last and brings it to disk. */
  async flush(): Promise<void> {
    if (this.#phase.value.kind !== "preview") this.#frame?.send({type: "flush"});
    await this.keeper.flush();
  }

  /** Looks whether the frame still answers; to be called now and then while the window is seen. */
  probe(): void {
    if (!this.#opened || this.#frame === null || this.#ping !== null) return;
    const n = this.#merges++;
    const cancel = this.#around.after(silence, () => (this.#silent.value = true));
    this.#ping = {n, cancel};
    this.#frame.send({type: "ping", n});
  }

  /** Takes the frame away. What was typed stays in the file or the journal. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#around.autosave() && this.#restored.value === null && !this.#options.batch) await this.keeper.save();
    await this.keeper.flush();
    this.#dropFrame();
    this.keeper.dispose();
  }

  #dropFrame(): void {
    this.#cells?.clear();
    this.#frame?.destroy();
    this.#frame = null;
    this.#ping?.cancel();
    this.#ping = null;
    this.#opened = false;
  }

  /** Mounts a new frame and hands it the text. */
  #show(phase: Phase): void {
    this.#dropFrame();
    const {host, after, mount} = this.#around;
    batch(() => {
      this.#phase.value = phase;
      this.#silent.value = false;
      this.#slow.value = null;
      this.#unwritable.value = null;
      this.#status.value = null;
    });
    this.#merge = null;
    this.#revisions = this.keeper.version.revision;
    this.#cells = followCells({
      report: (cell) => (this.#options.batch ? Promise.resolve() : host.running(this.id, cell)),
      after,
      slow: (cell) => (this.#slow.value = cell)
    });
    this.#frame = mount(this.#place.origin, `Notebook ${nameOf(this.path)}`, {
      receive: (message) => this.#receive(message),
      refuse: (error) => console.warn(`refused: ${error.message}`),
      lost: (reason) => {
        this.#phase.value = {kind: "lost", reason};
        if (this.#options.batch) void host.report({type: "end", error: `the notebook was lost: ${reason}`});
      }
    });
    this.#frame.send({
      type: "open",
      text: this.keeper.version.text,
      saved: this.keeper.file.text,
      path: this.path,
      mode: phase.kind === "preview" || phase.kind === "paused" ? phase.kind : "run",
      filesBase: this.#place.filesBase,
      ...(phase.kind === "paused" && phase.hung !== undefined && {hung: phase.hung}),
      ...(this.#options.batch && {batch: this.#options.batch})
    });
  }

  #receive(message: FromFrame): void {
    // A preview is read-only, so nothing that changes anything can have come from the person.
    const mayWrite = this.#phase.value.kind !== "preview" && !this.#options.batch;
    switch (message.type) {
      case "opened":
        this.#opened = true;
        if (message.error === undefined && message.title !== "") this.#title.value = message.title;
        if (this.keeper.state.value.kind === "conflict") void this.#readOutside();
        return;
      case "changed":
        if (mayWrite) this.#changed(this.#version(message), message.dirty);
        return;
      case "save":
        if (!mayWrite) return;
        this.#restored.value = null;
        this.#changed(this.#version(message), true);
        void this.keeper.save();
        return;
      case "unwritable":
        this.#unwritable.value = message.error;
        return;
      case "started":
        return this.#cells?.started(message.cell);
      case "finished":
        return this.#cells?.finished(message.cell);
      case "title":
        this.#title.value = message.title || nameOf(this.path);
        return;
      case "outline":
        this.#outline.value = message.entries;
        return;
      case "status":
        this.#status.value = message;
        return;
      case "pong":
        if (message.n !== this.#ping?.n) return;
        this.#ping.cancel();
        this.#ping = null;
        this.#silent.value = false;
        return;
      case "commands":
        this.#commands.value = message.commands;
        return;
      case "shortcut":
        return this.#around.shortcut(message.name);
      case "merged":
        if (message.n !== this.#merge?.n || !mayWrite) return;
        this.keeper.rebase(this.#merge.file, this.#version(message), message.dirty);
        this.#merge = null;
        return;
      case "conflicts":
        if (message.n !== this.#merge?.n || !mayWrite) return;
        this.keeper.block("conflict");
        this.#merge = {...this.#merge, cells: message.cells};
        void this.#ask(message.n, message.cells);
        return;
      case "store":
        if (this.#phase.value.kind !== "preview") void this.#store(message);
        return;
      case "download":
        if (mayWrite) this.#around.download(this, message);
        return;
      case "progress":
        if (this.#options.batch)
          void this.#around.host.report({type: "progress", text: message.text, fraction: message.fraction});
        return;
      case "report":
        if (this.#options.batch)
          void this.#around.host.report({type: "end", report: message.report, error: message.error});
        return;
      case "ready":
        return;
    }
  }

  #version({revision, text}: Version): Version {
    return {revision: this.#revisions + revision, text};
  }

  #changed(version: Version, dirty: boolean): void {
    this.#unwritable.value = null;
    if (version.revision > this.keeper.version.revision) this.keeper.changed(version, dirty);
  }

  #saved(revision: number): void {
    this.#restored.value = null;
    if (revision >= this.#revisions) this.#frame?.send({type: "saved", revision: revision - this.#revisions});
  }

  /** Reads the file that someone else wrote and has the frame merge it. */
  async #readOutside(): Promise<void> {
    const {host} = this.#around;
    try {
      const place = await host.open(this.path);
      const file = await host.readText(this.path);
      if (this.#closed) return;
      if (file.etag === this.keeper.file.etag && this.keeper.state.value.kind !== "conflict") return;
      this.#place = {...place, trusted: place.trusted};
      if (this.#phase.value.kind === "preview") {
        this.keeper.rebase(file, {revision: this.keeper.version.revision + 1, text: file.text}, false);
        return this.#show({kind: "preview"});
      }
      this.keeper.block("conflict");
      if (!this.#opened) return; // `opened` comes back here
      if (!place.trusted) this.#outsider.value = true;
      this.#merge = {n: this.#merges++, file, cells: null};
      this.#frame?.send({type: "outside", n: this.#merge.n, text: file.text, trusted: place.trusted});
    } catch (error) {
      if (error instanceof HostError && error.status === 404) return this.keeper.block("missing");
      this.#around.say(error instanceof Error ? error.message : String(error));
    }
  }

  async #ask(n: number, cells: readonly Conflict[]): Promise<void> {
    const choice = await this.#around.settle(this, cells);
    if (choice !== null && this.#merge?.n === n) this.#frame?.send({type: "resolve", n, choice});
  }
}

interface Start {
  /** The file that the shown text stands on: as it is, or as it was when a journal was written. */
  readonly base: OnDisk;
  readonly journal?: {readonly text: string; readonly at: number};
}

/** What to begin with: the file, or the text of a journal that is newer. */
async function beginning(host: Host, place: NotebookPlace, file: OnDisk, {batch}: OpenOptions): Promise<Start> {
  // Text that is not trusted was not typed here; a journal of the same place waits until it is.
  if (batch || !place.trusted) return {base: file};
  const journal = await host.journal(place.id);
  if (journal === null) return {base: file};
  if (journal.text === file.text) {
    await host.clearJournal(place.id);
    return {base: file};
  }
  const base = journal.base === file.etag ? file : {text: journal.baseText, etag: journal.base};
  return {base, journal};
}
