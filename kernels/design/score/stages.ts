import {isSuper, kindOf, type Structure} from "../../models/deepMad/structure.ts";
import {isGated, type Unit} from "./blockRules.ts";

/** A stage: what lies between two halvings of the side. */
export interface Stage {
  /** Position of its last item. */
  readonly item: number;
  /** Side of the map at its end, rounded down at each halving. */
  readonly side: number;
  /** Channels there. */
  readonly channels: number;
}

export function unitOf(item: Structure[number]): Unit {
  return isSuper(item) ? kindOf(item) : "conv";
}

/**
 * The stages of a structure: one ends before every item of stride 2 but the first, and at the end. `released` takes the side
 * after a block with squeeze and excitation for 1, as the authors' code does.
 */
export function stagesOf(structure: Structure, image: number, released = false): readonly Stage[] {
  const stages: Stage[] = [];
  let side = image;
  for (const [i, item] of structure.entries()) {
    side = released && isGated(unitOf(item)) ? 1 : Math.floor(side / item.s);
    if (i === structure.length - 1 || structure[i + 1].s === 2) stages.push({item: i, side, channels: item.out});
  }
  return stages;
}
