import type {Node} from "../../../../kernels/graph/network.ts";
import {sameShape} from "../../../../kernels/graph/shape.ts";
import type {BlockPart} from "./parts.ts";

/** What differs along a network by design (stochastic depth grows with depth) does not make two blocks different. */
const rates = new Set(["dropout", "dropPath"]);

/**
 * Whether two blocks are the same but for their weights: the same operations on the same shapes with the same options,
 * joined alike, and under the same names. Rates of dropout may differ.
 */
export function alike(a: BlockPart, b: BlockPart): boolean {
  if (a.kind !== b.kind || a.nodes.length !== b.nodes.length) return false;
  const placeInA = new Map(a.nodes.map((node, i) => [node, i]));
  const placeInB = new Map(b.nodes.map((node, i) => [node, i]));
  return a.nodes.every((node, i) => {
    const other = b.nodes[i];
    return (
      node.op.name === other.op.name &&
      sameShape(node.shape, other.shape) &&
      node.path.slice(a.path.length) === other.path.slice(b.path.length) &&
      (rates.has(node.op.name) || sameValue(node.options, other.options)) &&
      sameInputs(node, placeInA, other, placeInB)
    );
  });
}

function sameInputs(a: Node, placeInA: Map<Node, number>, b: Node, placeInB: Map<Node, number>): boolean {
  return (
    a.inputs.length === b.inputs.length &&
    a.inputs.every(
      (input, k) => placeInA.get(input) === placeInB.get(b.inputs[k]) && sameShape(input.shape, b.inputs[k].shape)
    )
  );
}

/** Options are plain JSON. */
function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => sameValue((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
  );
}
