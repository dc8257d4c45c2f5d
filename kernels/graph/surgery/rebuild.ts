import {NetworkError} from "../errors.ts";
import type {Block, Network, Node} from "../network.ts";
import {makeNode} from "../node.ts";

interface Copied {
  readonly inputs?: readonly Node[];
  readonly path?: string;
  readonly block?: Block | undefined;
  readonly frozen?: boolean;
}

/** Makes a network anew, node by node, by the ops' own rules: what follows a change gets its shapes and parameters again. */
export class Rebuilder {
  readonly #network: Network;
  readonly #made: Node[] = [];
  readonly #places = new Map<Node, Node>();

  constructor(network: Network) {
    this.#network = network;
  }

  /** What a node has become. */
  placeOf(node: Node): Node | undefined {
    return this.#places.get(node);
  }

  /** Lets `made` stand for a node that is not copied. */
  stand(node: Node, made: Node): void {
    this.#places.set(node, made);
  }

  /** Copies a node, of this network or of a part; its inputs are what they have become unless others are given. */
  copy(node: Node, changes: Copied = {}, of: Network = this.#network): Node {
    const owner = ownerOf(of, node);
    const place = owner && this.#places.get(owner);
    if (owner && !place)
      throw new NetworkError(
        `cannot take ${owner.path} away: ${node.path} uses its weights; replace or remove that first`
      );
    const made = makeNode({
      id: this.#made.length,
      op: node.op,
      raw: node.options,
      inputs: changes.inputs ?? node.inputs.map((input) => this.#places.get(input)!),
      path: changes.path ?? node.path,
      block: "block" in changes ? changes.block : node.block,
      owner: place,
      frozen: changes.frozen ?? node.frozen
    });
    this.#made.push(made);
    this.#places.set(node, made);
    return made;
  }

  /** The network of what was made; blocks in which nothing is left are gone. */
  finish(outputs: readonly Node[], inputs = this.#network.inputs.map((input) => this.#places.get(input)!)): Network {
    const paths = new Set<string>();
    for (const {path} of this.#made) {
      if (paths.has(path)) throw new NetworkError(`duplicate name: ${path}; give each block its own`, {path});
      paths.add(path);
    }
    return Object.freeze({
      inputs,
      outputs,
      nodes: Object.freeze(this.#made),
      blocks: Object.freeze(blocksOf(this.#made))
    });
  }
}

/** The node whose weights a node uses; undefined if it has its own. */
export function ownerOf({nodes}: Network, {module, path}: Node): Node | undefined {
  return module === path ? undefined : nodes.find((node) => node.path === module);
}

/** The blocks around nodes, in order of first appearance, parents before children. */
function blocksOf(nodes: readonly Node[]): Block[] {
  const blocks = new Set<Block>();
  const add = (block: Block | undefined) => {
    if (!block || blocks.has(block)) return;
    add(block.parent);
    blocks.add(block);
  };
  for (const {block} of nodes) add(block);
  return [...blocks];
}
