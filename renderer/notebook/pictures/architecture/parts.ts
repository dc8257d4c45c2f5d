import type {Block, Network, Node} from "../../../../kernels/graph/network.ts";

/** One operation, as the diagram's smallest part. */
export interface OpPart {
  readonly type: "op";
  readonly path: string;
  readonly kind: string;
  readonly nodes: readonly [Node];
}

/** A block with what it is made of, in the order of the network. */
export interface BlockPart {
  readonly type: "block";
  readonly path: string;
  readonly kind: string;
  readonly block: Block;
  readonly parts: readonly Part[];
  /** Every operation inside, at any depth. */
  readonly nodes: readonly Node[];
}

export type Part = OpPart | BlockPart;

/** The outermost parts of a network: blocks as trees of what they are made of, operations outside all blocks as they are. */
export function partsOf(network: Network): readonly Part[] {
  const outermost: Part[] = [];
  const open: (BlockPart & {parts: Part[]; nodes: Node[]})[] = [];
  for (const node of network.nodes) {
    const around = blocksAround(node);
    let shared = 0;
    while (shared < open.length && open[shared].block === around[shared]) ++shared;
    open.length = shared; // a block ends where a node outside it follows
    for (const block of around.slice(shared)) {
      const part = {type: "block" as const, path: block.path, kind: block.kind, block, parts: [], nodes: []};
      (open.at(-1)?.parts ?? outermost).push(part);
      open.push(part);
    }
    for (const part of open) part.nodes.push(node);
    (open.at(-1)?.parts ?? outermost).push({type: "op", path: node.path, kind: node.op.name, nodes: [node]});
  }
  return outermost;
}

/** Outermost first. */
function blocksAround(node: Node): Block[] {
  const blocks: Block[] = [];
  for (let block = node.block; block; block = block.parent) blocks.push(block);
  return blocks.reverse();
}
