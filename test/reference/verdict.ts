import {readCase} from "./case.ts";
import {checkCase, exact, graphics, worstOf, type Finding} from "./check.ts";
import {filterDifference} from "./filters.ts";

/** What came of a case on one backend. */
export interface Verdict {
  readonly ok: boolean;
  /** The error that is worst against its tolerance. */
  readonly error: number;
  /** Everything beyond its tolerance, or what was thrown. */
  readonly faults: readonly string[];
}

/** Checks a case file on the current backend, whose name says which tolerances hold. Never throws. */
export async function judge(bytes: Uint8Array, backend: string): Promise<Verdict> {
  try {
    const reference = readCase(bytes);
    const tolerances = backend === "cpu" || backend === "wasm" ? exact : graphics;
    const findings: readonly Finding[] =
      reference.part === "filters"
        ? [{what: "filters", error: filterDifference(bytes), tolerance: 0}]
        : await checkCase(reference, tolerances);
    const faults = findings
      .filter(({error, tolerance}) => !(error <= tolerance))
      .map(({what, error, tolerance}) => `${what}: ${error.toExponential(2)}, at most ${tolerance} is allowed`);
    return {ok: faults.length === 0, error: worstOf(findings).error, faults};
  } catch (error) {
    return {ok: false, error: Infinity, faults: [String((error as Error).stack ?? error)]};
  }
}
