import {solveFamily, type FamilyDesign, type FamilyOptions} from "./families/solveFamily.ts";
import type {FamilyName} from "./families/member.ts";
import {solve as solveStructure, type Design, type SolveOptions, type SolveSurroundings} from "./search/solve.ts";

/**
 * Designs a network under a budget: the structure of DeepMAD, or with `family` the WaveMix, MGIC or EdgeNeXt classifier, of most
 * score (entropy without the penalty on uneven depths) within bounds on effectiveness, parameters, operations, memory and, for
 * structures, latency. Yields the first feasible design within milliseconds, then each better one, and last the best of all
 * starts with `done`. With `path` each structure tells the way of the search up to it.
 *
 * A family is asked for as `{family: "waveMix", budget: {params: 5e5, macs: 2e8}, image: [3, 32, 32], classes: 10}`, with its own
 * ranges in `constraints`; the budget is of the whole network, classifier included. Its designs carry their `options` in the
 * words of the factory, all that `evaluateMember` says, and in words the `assumption` by which the formulas reach the family;
 * `toNetwork(design)` is the trainable network.
 *
 * Aborting the signal throws its reason; an InfeasibleError says which bounds are in the way, a NetworkError which option is
 * wrong. The same options give the same designs everywhere.
 */
export function solve(options: SolveOptions, surroundings?: SolveSurroundings): AsyncGenerator<Design, void>;
export function solve<F extends FamilyName>(
  options: FamilyOptions<F>,
  surroundings?: SolveSurroundings
): AsyncGenerator<FamilyDesign<F>, void>;
export function solve(
  options: SolveOptions | FamilyOptions,
  surroundings?: SolveSurroundings
): AsyncGenerator<Design | FamilyDesign, void> {
  return "family" in options ? solveFamily(options, surroundings) : solveStructure(options, surroundings);
}
