import type {Block, Network} from "./network.ts";

/** A node of a described network; inputs and block are positions in the lists of the description, -1 for no block. */
export interface NodeDescription {
  readonly op: string;
  readonly options: object;
  readonly inputs: readonly number[];
  readonly path: string;
  readonly block: number;
  /** The position of the node whose weights it shares; absent for weights of its own. */
  readonly owner?: number;
  /** Only where training leaves its parameters as they are. */
  readonly frozen?: true;
}

export interface BlockDescription {
  readonly kind: string;
  readonly path: string;
  readonly options: object;
  readonly parent: number;
}

/** A network as plain JSON, without rules or shapes: what a worker is sent, and what a fingerprint is made of. */
export interface NetworkDescription {
  readonly nodes: readonly NodeDescription[];
  readonly blocks: readonly BlockDescription[];
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}

/** The description of a network; `networkFromDescription` of ops/ is its inverse. Equal networks have equal JSON. */
export function describeNetwork({nodes, blocks, inputs, outputs}: Network): NetworkDescription {
  const position = new Map(nodes.map((node, i) => [node, i]));
  const blockPosition = new Map<Block | undefined, number>(blocks.map((block, i) => [block, i]));
  return {
    nodes: nodes.map(({op, options, inputs, path, module, frozen, block}) => ({
      op: op.name,
      options,
      inputs: inputs.map((input) => position.get(input)!),
      path,
      block: blockPosition.get(block) ?? -1,
      ...(module === path ? {} : {owner: nodes.findIndex((node) => node.path === module)}),
      ...(frozen ? {frozen} : {})
    })),
    blocks: blocks.map(({kind, path, options, parent}) => ({
      kind,
      path,
      options,
      parent: blockPosition.get(parent) ?? -1
    })),
    inputs: inputs.map((input) => position.get(input)!),
    outputs: outputs.map((output) => position.get(output)!)
  };
}
