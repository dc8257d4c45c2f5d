// One open notebook: its frame, its way to disk, and what the shell shows of it, as signals.
import {batch} from "@preact/signals-core";
import type {HostEvent, NotebookPlace} from "../protocol/api.ts";
import {nameOf} from "./fileTree.ts";
import {beginning, firstPhase, readPlace, type Start} from "./beginning.ts";
import {HostError} from "./host.ts";
import {Shown} from "./shown.ts";
import type {OpenOptions, Phase, Surroundings} from "./surroundings.ts";
import {followCells, type HungCell} from "./hungCell.ts";
import {Keeper} from "./keeper.ts";
import {Mounted} from "./mounted.ts";
import {OutsideChange} from "./outsideChange.ts";
import {receive, type Receiving} from "./receive.ts";
import {runStore} from "./runStore.ts";
import {words} from "../protocol/words.ts";

/** Milliseconds until the process of a frame that was taken away is certainly not used again. */
const processKept = 3000;

export class OpenNotebook extends Shown {
  readonly path: string;
  readonly keeper: Keeper;
  readonly #around: Surroundings;
  readonly #options: OpenOptions;
  readonly #receiving: Receiving;
  #place: NotebookPlace;
  #frame: Mounted | null = null;
  /** Those of the frame, or of the last one that was there. */
  #cells: HungCell | null = null;
  readonly #outside = new OutsideChange();
  #closed = false;

  private constructor(around: Surroundings, path: string, place: NotebookPlace, options: OpenOptions, start: Start) {
    super();
    this.#around = around;
    this.#options = options;
    this.#place = place;
    this.path = path;
    this.is.title.value = nameOf(path);
    this.keeper = new Keeper({
      file: start.base,
      restored: start.journal ? {revision: 0, text: start.journal.text} : undefined,
      journal: {
        put: (entry) => around.host.putJournal(place.id, entry),
        clear: () => around.host.clearJournal(place.id)
      },
      // A file that is gone is made anew, and is as trusted as it was.
      replace: (text, replacing) =>
        around.host.put(path, text, replacing === "again" && this.#place.trusted ? "new" : replacing),
      autosave: around.autosave,
      saved: (revision) => {
        this.is.restored.value = null;
        this.#frame?.saved(revision);
      },
      conflict: () => void this.#readOutside(),
      now: around.now,
      after: around.after
    });
    if (start.journal) this.is.restored.value = start.journal.at;
    this.#receiving = {
      notebook: this,
      is: this.is,
      keeper: this.keeper,
      around,
      outside: this.#outside,
      batch: options.batch !== undefined,
      store: runStore(around.host, place.id, (message, transfer) => this.#frame?.send(message, transfer)),
      report: (report) => {
        if (options.batch) around.host.report(report).catch((error: unknown) => console.error("report:", error));
      },
      readOutside: () => this.#readOutside(),
      ask: () =>
        this.#outside.ask(
          (conflicts) => around.settle(this, conflicts),
          (n, choice) => this.#frame?.send({type: "resolve", n, choice})
        )
    };
  }

  /** Opens the notebook at `path` of the workspace. Throws a HostError if it cannot be read. */
  static async open(around: Surroundings, path: string, options: OpenOptions = {}): Promise<OpenNotebook> {
    const {host} = around;
    const {place, file} = await readPlace(host, path);
    const start = await beginning(host, place, file, options);
    const notebook = new OpenNotebook(around, path, place, options, start);
    if (start.base.etag !== file.etag) notebook.keeper.block("conflict");
    notebook.#show(firstPhase(place, options));
    return notebook;
  }

  get id(): string {
    return this.#place.id;
  }

  /** Makes itself known to a host that was started anew, and brings what it could not keep meanwhile to disk. */
  async revive(): Promise<void> {
    try {
      this.#place = await this.#around.host.open(this.path);
    } catch (error) {
      if (!(error instanceof HostError && error.status === 404)) throw error;
    }
    await this.flush();
  }

  /** Puts the cursor into the text of a cell. */
  edit(cell: number): void {
    this.reveal(cell);
    this.command("edit");
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
    const {host, reopen, say} = this.#around;
    const preview = this.is.phase.value.kind === "preview";
    try {
      if (preview || this.is.outsider.value) {
        // Exactly what is shown: if the file is another by now, the host refuses and we show that instead.
        await host.trust(this.path, this.keeper.file.etag);
        this.#place = {...this.#place, trusted: true};
      }
    } catch (error) {
      if (error instanceof HostError && error.status === 412) return this.#readOutside();
      return say(words(error));
    }
    this.is.outsider.value = false;
    // A preview leaves unsaved text and a cell that hung where they are; both now have their say.
    if (preview && (this.#place.hung !== undefined || this.#place.journaled)) return reopen(this);
    if (this.is.phase.value.kind === "lost") return;
    this.#cells?.forgive();
    this.is.phase.value = {kind: "run"};
    this.#frame?.send({type: "run"});
  }

  /** Replaces the frame by a new one with the same text. A cell that had not ended is named, and nothing runs then. */
  restart(): void {
    const before = this.is.phase.value;
    // Also after a page that did not come: what the disk says stands until the person forgives the cell
    const hung = this.#cells?.cell ?? this.#cells?.reported ?? null;
    if (before.kind === "preview") this.#show(before);
    else if (hung !== null) this.#showWhenEnded({kind: "paused", hung});
    else this.#show(this.is.silent.value || before.kind === "paused" ? {kind: "paused"} : {kind: "run"});
  }

  /**
   * Chromium keeps the process of a frame for two seconds after the frame has gone and gives it to the next one of the same
   * origin: a process that still spins would swallow the new page. So a frame that does not answer is taken away first.
   */
  #showWhenEnded(phase: Phase & {kind: "paused"}): void {
    if (!this.is.silent.value) return this.#show(phase);
    this.#around.say(`stopping cell ${phase.hung}`);
    this.#dropFrame();
    this.#around.after(processKept, () => {
      if (!this.#closed && this.#frame === null) this.#show(phase);
    });
  }

  /** Throws the restored text away and shows the file. Returns what brings it back. */
  undoRestore(): () => void {
    const {text} = this.keeper.version;
    const file = this.keeper.file;
    const at = this.is.restored.value;
    const show = (shown: string, dirty: boolean) => {
      this.keeper.rebase(this.keeper.file, {revision: this.keeper.version.revision + 1, text: shown}, dirty);
      this.#show(this.is.phase.value.kind === "lost" ? {kind: "run"} : this.is.phase.value);
    };
    this.is.restored.value = null;
    show(file.text, false);
    return () => {
      show(text, true);
      this.is.restored.value = at;
    };
  }

  /** Keeps the restored text: it is saved like any other. */
  keepRestored(): void {
    this.is.restored.value = null;
    void this.keeper.save();
  }

  /** Opens the question about the conflict again, or reads the file again. */
  async settleConflict(): Promise<void> {
    if (this.#outside.conflicts) await this.#receiving.ask();
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
    if (this.is.phase.value.kind !== "preview") this.#frame?.send({type: "flush"});
    await this.keeper.flush();
  }

  /** Looks whether the frame still answers; to be called now and then while the window is seen. */
  probe(): void {
    this.#frame?.probe();
  }

  /** Takes the frame away. What was typed stays in the file or the journal. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#around.autosave() && this.is.restored.value === null && !this.#options.batch) await this.keeper.save();
    await this.keeper.flush();
    this.#dropFrame();
    this.keeper.dispose();
  }

  #dropFrame(): void {
    this.#frame?.drop();
    this.#frame = null;
    this.is.element.value = null;
  }

  /** Mounts a new frame and hands it the text. */
  #show(phase: Phase): void {
    this.#dropFrame();
    const {host, after, mount} = this.#around;
    batch(() => {
      this.is.phase.value = phase;
      this.is.silent.value = false;
      this.is.slow.value = null;
      this.is.unwritable.value = null;
      this.is.conflicting.value = false;
      this.is.status.value = null;
    });
    this.#outside.drop();
    this.#cells = followCells({
      reported: this.#cells ? this.#cells.reported : (this.#place.hung ?? null),
      report: (cell) => (this.#options.batch ? Promise.resolve() : host.running(this.id, cell)),
      after,
      slow: (cell) => (this.is.slow.value = cell)
    });
    const mounted = new Mounted({
      revision: this.keeper.version.revision,
      cells: this.#cells,
      mount: (events) => mount(this.#place.origin, `Notebook ${nameOf(this.path)}`, events),
      events: {
        receive: (message) => receive(message, mounted, this.#receiving),
        refuse: (error) => console.warn(`refused: ${error.message}`),
        lost: (reason) => {
          this.is.phase.value = {kind: "lost", reason};
          this.#receiving.report({type: "end", error: `the notebook was lost: ${reason}`});
        }
      },
      silent: (is) => (this.is.silent.value = is),
      after
    });
    this.#frame = mounted;
    this.is.element.value = mounted.element;
    mounted.send({
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

  /** Reads the file that someone else wrote and has the frame merge it. */
  async #readOutside(): Promise<void> {
    const {host} = this.#around;
    try {
      const {place, file} = await readPlace(host, this.path);
      if (this.#closed) return;
      if (file.etag === this.keeper.file.etag && this.keeper.state.value.kind !== "conflict") return;
      this.#place = {...place, trusted: place.trusted};
      if (this.is.phase.value.kind === "preview") {
        this.keeper.rebase(file, {revision: this.keeper.version.revision + 1, text: file.text}, false);
        return this.#show({kind: "preview"});
      }
      this.keeper.block("conflict");
      if (!this.#frame?.opened) return; // `opened` comes back here
      if (!place.trusted) this.is.outsider.value = true;
      const n = this.#outside.begin(file);
      this.#frame?.send({type: "outside", n, text: file.text, trusted: place.trusted});
    } catch (error) {
      if (error instanceof HostError && error.status === 404) return this.keeper.block("missing");
      this.#around.say(words(error));
    }
  }
}
