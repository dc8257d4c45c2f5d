import type {ProxyMarked} from "comlink";
import {turns} from "../../graph/turn.ts";
import {loadHighs} from "../certificate/load.ts";
import {prove, type Certificate} from "../certificate/prove.ts";
import type {StructureLike} from "../score/evaluate.ts";
import {InfeasibleError, type Binding} from "../search/infeasible.ts";
import type {DesignOptions} from "../problem/problem.ts";
import {frontier, type Frontier, type FrontierOptions} from "../search/frontier.ts";
import type {FamilyDesign, FamilyOptions} from "../families/solveFamily.ts";
import type {Design, SolveOptions, SolveSurroundings} from "../search/solve.ts";
import {solve} from "../solve.ts";

/** How a question ended; errors with more than a message are told as data. */
export type Ending =
  | {readonly kind: "answered"}
  | {readonly kind: "withdrawn"}
  | {readonly kind: "infeasible"; readonly binding: readonly Binding[]};

/** Takes each of the answers to a question. */
export type Show<T> = ((answer: T) => void) & ProxyMarked;

/** Questions are numbered by who asks. Several may be open, and take turns. */
export interface DesignApi {
  /** Solves, and shows each better design. */
  solve(question: number, options: SolveOptions | FamilyOptions, show: Show<Design | FamilyDesign>): Promise<Ending>;
  /** Traces the Pareto curve, and shows it as it grows. */
  frontier(question: number, options: FrontierOptions, show: Show<Frontier>): Promise<Ending>;
  withdraw(question: number): void;
  /** Proves a structure; nothing else is answered meanwhile. `wasm` is the address of highs.wasm. */
  prove(structure: StructureLike, options: DesignOptions, seconds: number, wasm: string): Promise<Certificate>;
}

export function designApi(): DesignApi {
  const turn = turns();
  const open = new Map<number, AbortController>();

  async function answer<T>(
    question: number,
    answers: (surroundings: SolveSurroundings) => AsyncIterable<T>,
    show: Show<T>
  ): Promise<Ending> {
    const controller = new AbortController();
    open.set(question, controller);
    try {
      let told: unknown;
      for await (const one of answers({signal: controller.signal, turn})) told = show(one);
      await told; // answers have a port of their own, which the ending could overtake
      return {kind: "answered"};
    } catch (error) {
      if (controller.signal.aborted) return {kind: "withdrawn"};
      if (error instanceof InfeasibleError) return {kind: "infeasible", binding: error.binding};
      throw error;
    } finally {
      open.delete(question);
    }
  }

  return {
    solve: (question, options, show) =>
      answer<Design | FamilyDesign>(
        question,
        // the same call twice: overloads are chosen by one kind of options, not by either
        (around) => ("family" in options ? solve(options, around) : solve(options, around)),
        show
      ),
    frontier: (question, options, show) => answer(question, (around) => frontier(options, around), show),
    withdraw: (question) => open.get(question)?.abort(),
    prove: async (structure, options, seconds, wasm) => prove(await loadHighs(wasm), structure, options, {seconds})
  };
}
