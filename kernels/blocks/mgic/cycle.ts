import type {Value} from "../../graph/trace.ts";
import {add} from "../../ops/add.ts";
import {subtract} from "../../ops/subtract.ts";
import type {MgicLevel} from "./hierarchy.ts";

/** What a family does at a step of the cycle; `name` is the step's scope. */
export interface Steps {
  /** From level l to l + 1. */
  restrict(x: Value, level: number, name: string): Value;
  /** From level l + 1 to l. */
  prolong(x: Value, level: number, name: string): Value;
  smooth(x: Value, level: number, name: string): Value;
}

/**
 * One V-cycle over the channels without smoothing on the way down, with a full-approximation correction (arXiv 2011.09128):
 *
 *     x_{l+1} = restrict(x_l);  y_L = smooth(x_L);  y_l = smooth(x_l + prolong(y_{l+1} − x_{l+1}))
 *
 * Only what the coarse level has changed is prolonged. The steps stand at `mgStep.0` … `mgStep.2L`, down and up.
 */
export function cycle(x: Value, levels: readonly MgicLevel[], steps: Steps): Value {
  const coarsest = levels.length - 1;
  const restricted = [x];
  for (let level = 0; level < coarsest; ++level)
    restricted.push(steps.restrict(restricted[level], level, `mgStep.${level}`));
  let y = steps.smooth(restricted[coarsest], coarsest, `mgStep.${coarsest}`);
  for (let level = coarsest - 1; level >= 0; --level) {
    const name = `mgStep.${2 * coarsest - level}`;
    const changed = subtract(y, restricted[level + 1], {name: `${name}.error`});
    const corrected = add(restricted[level], steps.prolong(changed, level, name), {name: `${name}.corrected`});
    y = steps.smooth(corrected, level, name);
  }
  return y;
}
