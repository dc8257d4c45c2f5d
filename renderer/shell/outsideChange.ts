import type {Conflict} from "../protocol/messages.ts";
import type {OnDisk} from "./keeper.ts";
import type {Choice} from "./surroundings.ts";

/**
 * The one change from outside that the frame is merging at the moment. Its number pairs question and answer, so that an
 * answer to an older state of the file counts for nothing.
 */
export class OutsideChange {
  #count = 0;
  #file: OnDisk | null = null;
  #conflicts: readonly Conflict[] | null = null;
  #asking = false;

  /** What the frame could not merge; null when it has not said so. */
  get conflicts(): readonly Conflict[] | null {
    return this.#conflicts;
  }

  /** The file is to be merged now; returns the number of the question. */
  begin(file: OnDisk): number {
    this.#file = file;
    this.#conflicts = null;
    return ++this.#count;
  }

  /** Whether the frame's answer `n` is about the latest question, and keeps what it could not merge. */
  conflicting(n: number, cells: readonly Conflict[]): boolean {
    if (n !== this.#count || this.#file === null) return false;
    this.#conflicts = cells;
    return true;
  }

  /** The file that answer `n` was merged with; null when it is not the latest. */
  merged(n: number): OnDisk | null {
    if (n !== this.#count) return null;
    const file = this.#file;
    this.drop();
    return file;
  }

  drop(): void {
    this.#file = null;
    this.#conflicts = null;
  }

  /**
   * Asks the person about the latest conflict, unless that question is open already; one that comes while it is open is
   * asked about next. `null` is no answer yet.
   */
  async ask(
    settle: (conflicts: readonly Conflict[]) => Promise<Choice | null>,
    resolve: (n: number, choice: Choice) => void
  ): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      for (;;) {
        const [n, conflicts] = [this.#count, this.#conflicts];
        if (conflicts === null) return;
        const choice = await settle(conflicts);
        if (this.#count !== n) continue;
        if (choice !== null) resolve(n, choice);
        return;
      }
    } finally {
      this.#asking = false;
    }
  }
}
