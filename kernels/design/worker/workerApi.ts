import type {ProxyMarked} from "comlink";
import {turns} from "../../graph/turn.ts";
import {loadHighs} from "../certificate/load.ts";
import {prove, type Certificate} from "../certificate/prove.ts";
import type {StructureLike} from "../score/evaluate.ts";
import {InfeasibleError, type Binding} from "../search/infeasible.ts";
import type {DesignOptions} from "../problem/problem.ts";
import {solve, type Design, type SolveOptions} from "../search/solve.ts";

/** How a question ended; errors with more than a message are told as data. */
export type Ending =
  | {readonly kind: "solved"}
  | {readonly kind: "withdrawn"}
  | {readonly kind: "infeasible"; readonly binding: readonly Binding[]};

export interface DesignApi {
  /** Solves, and shows each better design to the listener. Others may be asked meanwhile, and take turns. */
  solve(question: number, options: SolveOptions, show: ((design: Design) => void) & ProxyMarked): Promise<Ending>;
  withdraw(question: number): void;
  /** Proves a structure; nothing else is answered meanwhile. `wasm` is the address of highs.wasm. */
  prove(structure: StructureLike, options: DesignOptions, seconds: number, wasm: string): Promise<Certificate>;
}

export function designApi(): DesignApi {
  const turn = turns();
  const open = new Map<number, AbortController>();
  return {
    async solve(question, options, show) {
      const controller = new AbortController();
      open.set(question, controller);
      try {
        let told: unknown;
        for await (const design of solve(options, {signal: controller.signal, turn})) told = show(design);
        await told; // designs have a port of their own, which the answer could overtake
        return {kind: "solved"};
      } catch (error) {
        if (controller.signal.aborted) return {kind: "withdrawn"};
        if (error instanceof InfeasibleError) return {kind: "infeasible", binding: error.binding};
        throw error;
      } finally {
        open.delete(question);
      }
    },
    withdraw: (question) => open.get(question)?.abort(),
    prove: async (structure, options, seconds, wasm) => prove(await loadHighs(wasm), structure, options, {seconds})
  };
}
