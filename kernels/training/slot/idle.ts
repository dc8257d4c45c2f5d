/** Calls back after so many milliseconds; returns what cancels it. */
export type After = (milliseconds: number, call: () => void) => () => void;

/** What may be closed while nobody needs it. */
interface Closable {
  readonly execution: unknown;
  /** Whether nothing goes on that closing would end, and what it knows can be had again. */
  readonly isAtRest: boolean;
  close(): void;
}

/**
 * Closes the execution of a run that is over once nothing was asked of it for a while: a thread with its network holds
 * memory of the device for as long as it lives. A later question opens another from the checkpoint.
 */
export class Idle {
  readonly #run: Closable;
  readonly #after: After;
  readonly #milliseconds: number;
  #asking = 0;
  #cancel: () => void = () => undefined;

  constructor(run: Closable, {after, idle}: {readonly after: After; readonly idle: number}) {
    this.#run = run;
    this.#after = after;
    this.#milliseconds = idle;
  }

  /** Keeps the execution open until the question is answered, and the whole time from then. */
  async during<T>(question: () => Promise<T>): Promise<T> {
    ++this.#asking;
    try {
      return await question();
    } finally {
      --this.#asking;
      this.begin();
    }
  }

  /** The time begins now, and anew at each call. */
  begin(): void {
    this.end();
    if (this.#run.execution === null || this.#asking > 0) return;
    this.#cancel = this.#after(this.#milliseconds, () => {
      if (this.#asking === 0 && this.#run.isAtRest) this.#run.close();
    });
  }

  end(): void {
    this.#cancel();
  }
}
