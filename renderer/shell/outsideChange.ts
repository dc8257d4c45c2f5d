import type {Conflict} from "../protocol/messages.ts";
import type {OnDisk} from "./keeper.ts";

/**
 * The one change from outside that the frame is merging at the moment. Its number pairs question and answer, so that an
 * answer to an older state of the file counts for nothing.
 */
export class OutsideChange {
  #count = 0;
  #file: OnDisk | null = null;
  #conflicts: readonly Conflict[] | null = null;

  /** What the frame could not merge; null when it has not said so. */
  get conflicts(): readonly Conflict[] | null {
    return this.#conflicts;
  }

  get number(): number {
    return this.#count;
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
}
