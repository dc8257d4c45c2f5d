import type {Block, Network, Node} from "../../graph/network.ts";

const weighted = new Set(["conv", "convTranspose", "maskedConv", "linear"]);
const pooled = new Set(["globalAveragePool", "globalMaxPool"]);
/** Where a map of weights made of the data, the first input, mixes the values of the second. */
const mixing = new Set(["mixChannels", "mixTokens"]);

/** Whether a node is a layer: a linear map with weights. */
export function isLayer({op}: Node): boolean {
  return weighted.has(op.name);
}

/**
 * The path from the input to the first mean over all positions, or to the output, that a network's depth is measured along: where
 * values meet, the branch with most layers; where one is multiplied by another (a gate), the one that is multiplied; where
 * attention mixes values, the values.
 */
export function mainPath({nodes, outputs}: Network): readonly Node[] {
  const depths = new Map<Node, number>();
  const before = new Map<Node, Node>();
  for (const node of nodes) {
    const deepest = followed(node).reduce<Node | undefined>(
      (best, input) => (best && depths.get(best)! >= depths.get(input)! ? best : input),
      undefined
    );
    if (deepest) before.set(node, deepest);
    depths.set(node, (deepest ? depths.get(deepest)! : 0) + (isLayer(node) ? 1 : 0));
  }
  const path: Node[] = [];
  for (let node: Node | undefined = outputs[0]; node; node = before.get(node)) path.unshift(node);
  const end = path.findIndex(({op}) => pooled.has(op.name));
  return end < 0 ? path : path.slice(0, end);
}

function followed({op, inputs}: Node): readonly Node[] {
  if (op.name === "multiply") return inputs.slice(0, 1);
  return mixing.has(op.name) ? inputs.slice(1) : inputs;
}

/** A stretch of the path that one outermost block wrote, or a single op outside all blocks. */
export interface Stretch {
  /** What it reads. */
  readonly input: Node;
  readonly nodes: readonly Node[];
}

export function stretchesOf(path: readonly Node[]): readonly Stretch[] {
  const stretches: {input: Node; nodes: Node[]; block: Block | undefined}[] = [];
  for (const [i, node] of path.entries()) {
    if (i === 0) continue; // the input
    const block = outermost(node);
    const last = stretches.at(-1);
    if (last && block && last.block === block) last.nodes.push(node);
    else stretches.push({input: path[i - 1], nodes: [node], block});
  }
  return stretches;
}

function outermost({block}: Node): Block | undefined {
  let found = block;
  while (found?.parent) found = found.parent;
  return found;
}
