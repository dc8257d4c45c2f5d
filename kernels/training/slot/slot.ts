import {integer} from "../check.ts";
import {describeDifference} from "../plan/difference.ts";
import type {Execution, Executor, Job, Listener, Saved} from "../worker/executor.ts";
import {handleOf} from "./handleOf.ts";
import {Idle, type After} from "./idle.ts";
import type {Queue, Ticket} from "./queue.ts";
import {files, readRecord, writeRecord} from "./record.ts";
import {cachedRun, interruptedRun, recordOf, Shown, updated, type Identified} from "./shown.ts";
import type {State} from "../run/state.ts";
import type {RunStorage} from "./storage.ts";

/** What a slot stands on. */
export interface SlotSetup {
  readonly executor: Executor;
  readonly queue: Queue;
  readonly storage: RunStorage;
  /** Milliseconds since 1970. */
  now(): number;
  /** A seed for a plan that has none. */
  seed(): number;
  /** Milliseconds without a question after which the execution of a run that is over is closed. */
  readonly idle: number;
  readonly after: After;
  /** Told when a run could not be kept. */
  warn(message: string): void;
}

/**
 * The place of a training cell: the plan that the cell describes now, and the run that is shown. A plan that arrives
 * never starts, stops or restarts anything; only the controls do, and they are a person's.
 */
export class Slot {
  readonly #setup: SlotSetup;
  readonly #listeners = new Set<(state: State) => void>();
  #wanted: Identified;
  #shown: Shown;
  #kept = false;
  /** What to do when the turn comes. */
  #turn: "resume" | "step" | "hold" = "resume";
  #state: State | null = null;
  /** Files are written one after another. */
  #writing: Promise<void> = Promise.resolve();
  /** Counts starts, so that one that waits for an old run to stop notices a newer one. */
  #starts = 0;
  readonly #ticket: Ticket = {begin: () => this.#begin(), moved: (place) => this.#show({place})};

  constructor(setup: SlotSetup, wanted: Identified) {
    this.#setup = setup;
    this.#wanted = wanted;
    this.#shown = this.#adopt(new Shown(wanted));
    void this.#lookUp();
  }

  /** The cell describes this plan now. */
  want(wanted: Identified): void {
    if (wanted.fingerprint === this.#wanted.fingerprint) return;
    this.#wanted = wanted;
    this.#kept = false;
    if (this.#shown.status === "ready" && !this.#shown.interrupted) this.#replace(new Shown(wanted));
    else this.#changed();
    if (this.#stale || this.#shown.status === "ready") void this.#lookUp();
  }

  get state(): State {
    this.#state ??= this.#shown.state({
      stale: this.#stale,
      difference: this.#stale ? describeDifference(this.#shown.plan, this.#wanted.plan) : [],
      kept: this.#kept
    });
    return this.#state;
  }

  /** Calls at every change, until the function that it returns is called. */
  observe(listener: (state: State) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async start(): Promise<void> {
    const started = ++this.#starts;
    const old = this.#shown;
    if (old.isActive && !this.#stale) return this.resume();
    if (old.isActive) await this.stop();
    if (started !== this.#starts) return;
    old.close();
    this.#replace(new Shown(this.#wanted));
    this.#enter("resume");
  }

  pause(): void {
    const {status, execution} = this.#shown;
    if (status === "running" || status === "starting") {
      if (execution) execution.pause();
      else this.#turn = "hold";
    }
    if (status !== "queued") return;
    this.#show({status: this.#shown.step ? "paused" : "ready", place: null});
    this.#setup.queue.leave(this.#ticket);
  }

  resume(): void {
    const {status, execution, file, interrupted} = this.#shown;
    if (status === "paused" || ((status === "stopped" || status === "failed") && file)) this.#enter("resume");
    else if (status === "ready" && interrupted) this.#enter("resume");
    else if (status === "running" || status === "starting") execution?.resume();
  }

  step(): void {
    const {status} = this.#shown;
    if (this.#stale && !this.#shown.isActive) this.#replace(new Shown(this.#wanted));
    if (this.#shown.status === "ready" || status === "paused") this.#enter("step");
  }

  async stop(): Promise<void> {
    const shown = this.#shown;
    if (!shown.isActive) return;
    await shown.execution?.stop();
    shown.execution = null;
    if (shown === this.#shown && shown.isActive) this.#show({status: "stopped", place: null, eta: null});
    this.#setup.queue.leave(this.#ticket);
  }

  /** Throws on a number that cannot be; does nothing on a run that is neither active nor done. */
  extend(epochs: number): void {
    integer("epochs", epochs, 1, "extend");
    const shown = this.#shown;
    if (!shown.isActive && shown.status !== "done") return;
    if (shown.execution) shown.execution.extend(epochs);
    else shown.added += epochs; // told to the execution when there is one
    shown.extended = true;
    this.#show({epochs: shown.epochs + epochs, cached: false});
    if (shown.status === "done") this.#enter("resume");
  }

  keep(): void {
    this.#kept = this.#stale;
    this.#changed();
  }

  /** Stops and forgets: the cell is gone. */
  dispose(): void {
    ++this.#starts;
    this.#shown.close();
    this.#shown.isReplaced = true;
    this.#setup.queue.leave(this.#ticket);
    this.#listeners.clear();
  }

  get #stale(): boolean {
    return this.#shown.fingerprint !== this.#wanted.fingerprint;
  }

  /** Shows what is kept of the wanted plan, unless something is going on. */
  async #lookUp(): Promise<void> {
    const wanted = this.#wanted;
    await this.#writing;
    const record = await readRecord(this.#setup.storage, wanted.fingerprint).catch(() => null);
    const shown = this.#shown;
    if (!record || wanted !== this.#wanted) return;
    const isEmpty = shown.status === "ready";
    // what could not be found again stays on the screen until the person decides
    if (record.finished !== null && wanted.plan.seed !== null && (isEmpty || (this.#stale && shown.isKept)))
      this.#replace(cachedRun(wanted, record));
    else if (record.finished === null && isEmpty) this.#replace(interruptedRun(wanted, record));
  }

  #enter(turn: "resume" | "step"): void {
    this.#turn = turn;
    this.#show({status: "queued", error: null});
    this.#setup.queue.enter(this.#ticket);
  }

  async #begin(): Promise<void> {
    const shown = this.#shown;
    const status = shown.execution ? "running" : "starting";
    this.#show({status, place: null, interrupted: null, cached: false});
    shown.seed ??= shown.plan.seed ?? this.#setup.seed();
    if (!shown.execution) {
      const from = shown.step > 0 ? await this.#fileOf(shown).catch(() => null) : null;
      if (shown !== this.#shown || shown.status !== "starting") return;
      if (shown.step > 0 && !from) return this.#fail(shown, "the checkpoint of this run is gone; run it again");
      shown.execution ??= this.#open(shown, shown.seed, from);
    }
    if (this.#turn === "step") shown.execution.step();
    else if (this.#turn === "resume") shown.execution.resume();
    else {
      this.#show({status: "paused"});
      this.#setup.queue.leave(this.#ticket);
    }
  }

  #open(shown: Shown, seed: number, from: Uint8Array | null): Execution {
    const {plan, dataset, start} = shown;
    const job: Job = {plan, dataset, seed, from, ...(start && {start})};
    const execution = this.#setup.executor.open(job, this.#listener(shown));
    if (shown.added) execution.extend(shown.added);
    shown.added = 0;
    return execution;
  }

  #listener(shown: Shown): Listener {
    return {
      opened: (device) => this.#tell(shown, {...device}),
      update: (update) => {
        this.#tell(shown, updated(shown, update, this.#setup.now()));
        if (update.status === "done") this.#keepRecord(shown, update.step);
        if (update.status === "done") shown.idle.begin();
        if (update.status === "failed") shown.close();
        if (update.status !== "running" && shown === this.#shown) this.#setup.queue.leave(this.#ticket);
      },
      saved: (saved) => this.#keepFiles(shown, saved),
      failed: (message) => this.#fail(shown, message)
    };
  }

  #fail(shown: Shown, message: string): void {
    shown.close();
    // a result that was only being looked at stays a result
    if (shown.isActive)
      this.#tell(shown, {status: "failed", error: {message, block: null, step: shown.step}, place: null, eta: null});
    if (shown === this.#shown) this.#setup.queue.leave(this.#ticket);
  }

  /** A live execution, or one that is opened to be looked at: with the run's weights, before a run with its random start. */
  async #inspector(shown: Shown): Promise<Execution> {
    if (shown.execution) return shown.execution;
    shown.seed ??= shown.plan.seed ?? this.#setup.seed();
    const file = shown.step > 0 ? await this.#fileOf(shown) : null;
    if (shown.step > 0 && !file) throw new Error("the weights of this run were not kept; run it again");
    if (shown.isReplaced) throw new Error("this run was replaced by a newer one");
    shown.execution ??= this.#open(shown, shown.seed, file);
    return shown.execution;
  }

  /** The last checkpoint, in a copy: it may be handed to another thread. */
  async #fileOf(shown: Shown): Promise<Uint8Array | null> {
    return shown.file?.slice() ?? (await this.#setup.storage.read(shown.fingerprint, files.checkpoint));
  }

  #keepFiles(shown: Shown, {checkpoint, weights, step}: Saved): void {
    shown.file = checkpoint;
    shown.fileStep = step;
    if (shown.extended) return; // the files under a fingerprint are those of its own plan
    this.#write(async (storage) => {
      await storage.write(shown.fingerprint, files.checkpoint, checkpoint);
      if (weights) await storage.write(shown.fingerprint, files.weights, weights);
    });
    this.#keepRecord(shown, step);
  }

  /** Keeps what is known of a run whose checkpoint is that of `step`. */
  #keepRecord(shown: Shown, step: number): void {
    if (shown.extended) return;
    const record = recordOf(shown, step);
    this.#write((storage) => writeRecord(storage, shown.fingerprint, record));
  }

  #write(job: (storage: RunStorage) => Promise<void>): void {
    this.#writing = this.#writing
      .then(() => job(this.#setup.storage))
      .catch((error: unknown) => this.#setup.warn(`this run could not be kept: ${String(error)}`));
  }

  #replace(shown: Shown): void {
    if (shown !== this.#shown) {
      this.#shown.close();
      this.#shown.isReplaced = true; // nothing may be opened for it any more
    }
    this.#shown = this.#adopt(shown);
    this.#changed();
  }

  #adopt(shown: Shown): Shown {
    shown.handle = handleOf(shown, {
      slot: this,
      isShown: () => this.#shown === shown,
      ask: (question) => shown.idle.during(async () => question(await this.#inspector(shown)))
    });
    shown.idle = new Idle(shown, this.#setup);
    return shown;
  }

  #show(changes: Partial<Shown>): void {
    this.#tell(this.#shown, changes);
  }

  #tell(shown: Shown, changes: Partial<Shown>): void {
    Object.assign(shown, changes);
    if (shown === this.#shown) this.#changed();
  }

  #changed(): void {
    this.#state = null;
    for (const listener of this.#listeners) listener(this.state);
  }
}
