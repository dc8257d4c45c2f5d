import {isSuper, type Structure} from "../../models/deepMad/structure.ts";
import type {ScoreForm} from "./form.ts";

/**
 * The depths that the penalty compares: of all super blocks; in the released code, where the second item is of K1KXK1, the
 * first two are left out (it then asks for exactly five super blocks; here for any number above two).
 */
export function comparedDepths(structure: Structure, depths: ScoreForm["depths"]): readonly number[] {
  const all = structure.filter(isSuper).map(({L}) => L);
  const skips = depths === "released" && structure[1]?.class === "SuperResK1KXK1" && all.length > 2;
  return skips ? all.slice(2) : all;
}

/** Q: beta · exp(deviation of the depths), in the paper's form beta · exp(variance). Divides by their number; 1 · beta if equal. */
export function penaltyOf(depths: readonly number[], {form, beta}: Pick<ScoreForm, "form" | "beta">): number {
  if (depths.length === 0) return beta;
  const mean = depths.reduce((sum, depth) => sum + depth, 0) / depths.length;
  const variance = depths.reduce((sum, depth) => sum + (depth - mean) ** 2, 0) / depths.length;
  return beta * Math.exp(form === "paper" ? variance : Math.sqrt(variance));
}
