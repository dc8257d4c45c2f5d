import type {Network} from "../../../../kernels/graph/network.ts";
import {tensorsBelow, type ReferenceCase} from "../../case.ts";

/**
 * The draws of drop path that a case gives, in the order in which our network draws: one a sample for each of its drop
 * paths. A mask's 1 (kept) is a draw near 1, its 0 a draw of 0. `prefixOf` makes the name of a block's masks.
 */
export function drawsOf(reference: ReferenceCase, {nodes}: Network, prefixOf: (block: string) => string): number[] {
  const masks = tensorsBelow(reference, "tap.mask.");
  const calls = new Map<string, number>();
  return nodes
    .filter(({op}) => op.name === "dropPath")
    .flatMap(({path}) => {
      const block = path.slice(0, Math.max(0, path.lastIndexOf(".")));
      const call = calls.get(block) ?? 0;
      calls.set(block, call + 1);
      const mask = masks.get(`${prefixOf(block)}${call}`);
      if (!mask) throw new Error(`no mask for call ${call} of ${block || "the block"} (${reference.name})`);
      return Array.from(mask.data as Float32Array, (kept) => (kept ? 0.9999 : 0));
    });
}
