import {proxy, wrap, type Remote} from "comlink";
import type {Certificate} from "../certificate/prove.ts";
import type {StructureLike} from "../score/evaluate.ts";
import type {DesignOptions} from "../problem/problem.ts";
import {NetworkError} from "../../graph/errors.ts";
import {InfeasibleError} from "../search/infeasible.ts";
import type {FamilyName} from "../families/member.ts";
import type {FamilyDesign, FamilyOptions} from "../families/solveFamily.ts";
import type {Frontier, FrontierOptions} from "../search/frontier.ts";
import type {Design, SolveOptions} from "../search/solve.ts";
import type {DesignApi, Ending, Show} from "./workerApi.ts";

/** Solves in a worker, so that a page stays at hand. */
export interface Designer {
  /**
   * As `solve`, in the worker: the first feasible design, then better ones, last the best with `done`. Reads only the newest
   * where the reader is slower. Leaving the loop or aborting the signal stops the search.
   */
  solve(options: SolveOptions, surroundings?: {readonly signal?: AbortSignal}): AsyncGenerator<Design, void>;
  solve<F extends FamilyName>(
    options: FamilyOptions<F>,
    surroundings?: {readonly signal?: AbortSignal}
  ): AsyncGenerator<FamilyDesign<F>, void>;
  /** As `frontier`, in the worker; otherwise as `solve`. */
  frontier(options: FrontierOptions, surroundings?: {readonly signal?: AbortSignal}): AsyncGenerator<Frontier, void>;
  /**
   * As `prove`, in a worker of its own that lives for this question; aborting ends it. A proof of a published problem takes
   * ten to twenty seconds.
   */
  prove(
    structure: StructureLike,
    options: DesignOptions,
    surroundings?: {readonly seconds?: number; readonly signal?: AbortSignal}
  ): Promise<Certificate>;
  /** Ends the worker; searches that are under way throw. */
  close(): void;
}

export interface DesignerSetup {
  /** A module worker of `worker.ts`: its address, or a function that makes one. */
  readonly worker: string | (() => Worker);
  /** Where highs.wasm lies; ends in "/". */
  readonly wasmPath: string;
}

/** Makes a designer; its worker starts with the first question. */
export function designer({worker, wasmPath}: DesignerSetup): Designer {
  let thread: {readonly worker: Worker; readonly api: Remote<DesignApi>; readonly gone: Promise<never>} | undefined;
  let questions = 0;
  let fail: (error: Error) => void = () => {};

  function start(): Worker {
    return typeof worker === "string" ? new Worker(worker, {type: "module"}) : worker();
  }

  function open() {
    if (thread) return thread;
    const made = start();
    const gone = new Promise<never>((_, reject) => (fail = reject));
    gone.catch(() => undefined); // every question that is open races with it
    made.addEventListener("error", ({message}) => close(message || "the worker could not be loaded"));
    return (thread = {worker: made, api: wrap<DesignApi>(made), gone});
  }

  function close(reason = "the designer was closed"): void {
    thread?.worker.terminate();
    thread = undefined;
    fail(new Error(reason));
  }

  /** The answers to one question, the newest alone where the reader is slower; leaving the loop withdraws it. */
  async function* answers<T>(
    ask: (api: Remote<DesignApi>, question: number, show: Show<T>) => Promise<Ending>,
    signal: AbortSignal | undefined
  ): AsyncGenerator<T, void> {
    signal?.throwIfAborted();
    const {api, gone} = open();
    const question = ++questions;
    let newest: T | undefined;
    let ending: Ending | undefined;
    let wake = () => {};
    const show = proxy((answer: T) => {
      newest = answer;
      wake();
    });
    const ended = Promise.race([ask(api, question, show), gone]).then((how) => (ending = how));
    ended.catch(() => undefined); // thrown below, where the loop awaits it
    const aborted = new Promise<never>((_, reject) =>
      signal?.addEventListener("abort", () => reject(signal.reason as Error), {once: true})
    );
    aborted.catch(() => undefined);
    try {
      for (;;) {
        const news = new Promise<void>((resolve) => (wake = resolve));
        if (!newest && !ending) await Promise.race([news, ended, aborted]);
        signal?.throwIfAborted();
        const answer = newest;
        newest = undefined;
        if (answer) yield answer;
        else if (ending) break;
      }
      if (ending?.kind === "infeasible") throw new InfeasibleError(ending.binding);
    } catch (error) {
      // errors of options lose their class on the way
      throw error instanceof Error && error.name === "NetworkError" ? new NetworkError(error.message) : error;
    } finally {
      if (!ending) void thread?.api.withdraw(question);
    }
  }

  function solve(options: SolveOptions, around?: {readonly signal?: AbortSignal}): AsyncGenerator<Design, void>;
  function solve<F extends FamilyName>(
    options: FamilyOptions<F>,
    around?: {readonly signal?: AbortSignal}
  ): AsyncGenerator<FamilyDesign<F>, void>;
  function solve<D extends Design | FamilyDesign>(
    options: SolveOptions | FamilyOptions,
    {signal}: {readonly signal?: AbortSignal} = {}
  ): AsyncGenerator<D, void> {
    return answers<D>(
      (api, question, show) => api.solve(question, options, show as Show<Design | FamilyDesign>),
      signal
    );
  }

  return {
    close: () => close(),
    async prove(structure, options, {seconds = 60, signal} = {}) {
      signal?.throwIfAborted();
      const own = start();
      try {
        return await Promise.race([
          wrap<DesignApi>(own).prove(structure, options, seconds, `${wasmPath}highs.wasm`),
          new Promise<never>((_, reject) => {
            own.addEventListener("error", ({message}) =>
              reject(new Error(message || "the worker could not be loaded"))
            );
            signal?.addEventListener("abort", () => reject(signal.reason as Error));
          })
        ]);
      } finally {
        own.terminate();
      }
    },
    solve,
    frontier: (options, {signal} = {}) =>
      answers<Frontier>((api, question, show) => api.frontier(question, options, show), signal)
  };
}
