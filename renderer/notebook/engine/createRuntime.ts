import {Runtime} from "@observablehq/runtime";

/** Where a runtime finds names that no cell defines, and when it computes. */
export interface RuntimeOptions {
  readonly library: Readonly<Record<string, () => unknown>>;
  global(name: string): unknown;
  frame(callback: () => void): void;
}

/**
 * The stock runtime, computing when `frame` says so: its own schedule is the animation frame, which a hidden page never
 * gets. Overridden in a subclass, because the constructor already schedules.
 */
export function createRuntime({library, global, frame}: RuntimeOptions): Runtime {
  class FramedRuntime extends Runtime {
    override async _computeSoon(): Promise<void> {
      await new Promise<void>((resolve) => frame(resolve));
      if (!this._disposed) await this._computeNow();
    }
  }
  return new FramedRuntime(library, global);
}
