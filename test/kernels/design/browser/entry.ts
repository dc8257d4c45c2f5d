import {designer} from "../../../../kernels/design/worker/client.ts";
import type {Frontier, FrontierOptions} from "../../../../kernels/design/search/frontier.ts";
import type {FamilyDesign, FamilyOptions} from "../../../../kernels/design/families/solveFamily.ts";
import type {Design, SolveOptions} from "../../../../kernels/design/search/solve.ts";

/** The client with the worker that is built. */
const designs = designer({worker: "/design-worker.js", wasmPath: "/wasm/"});

interface Told {
  readonly designs: readonly Design[];
  readonly binding?: unknown;
  readonly message?: string;
}

/** All designs of a search, or what it threw. */
async function solve(options: SolveOptions): Promise<Told> {
  const found: Design[] = [];
  try {
    for await (const design of designs.solve(options)) found.push(design);
    return {designs: found};
  } catch (error) {
    const {message, binding} = error as Error & {binding?: unknown};
    return {designs: found, binding, message};
  }
}

/** All designs of a search among a family's members, or what it threw. */
async function solveFamily(options: FamilyOptions): Promise<{designs: readonly FamilyDesign[]; binding?: unknown}> {
  const found: FamilyDesign[] = [];
  try {
    for await (const design of designs.solve(options)) found.push(design);
    return {designs: found};
  } catch (error) {
    return {designs: found, binding: (error as {binding?: unknown}).binding};
  }
}

/** What the test calls in the page. */
const page = {
  solve,
  solveFamily,
  /** Leaves a long search after its first design, then asks another. */
  async leave(long: SolveOptions, short: SolveOptions) {
    const steps = designs.solve(long);
    const first = (await steps.next()).value as Design;
    await steps.return();
    return {first, then: (await solve(short)).designs};
  },
  /** The name of what an aborted search throws. */
  async abort(options: SolveOptions): Promise<string> {
    const controller = new AbortController();
    const steps = designs.solve(options, {signal: controller.signal});
    await steps.next();
    setTimeout(() => controller.abort(), 0);
    try {
      for (;;) if ((await steps.next()).done) return "done";
    } catch (error) {
      return (error as Error).name;
    }
  },
  /** The last state of a curve and how many there were. */
  async frontier(options: FrontierOptions): Promise<{readonly last: Frontier; readonly states: number}> {
    let last: Frontier | undefined;
    let states = 0;
    for await (last of designs.frontier(options)) ++states;
    return {last: last!, states};
  },
  prove: (...args: Parameters<typeof designs.prove>) => designs.prove(...args)
};

export type DesignPage = {readonly page: typeof page};

Object.assign(globalThis, {page});
