import type {Block, Network, Node} from "../graph/network.ts";
import {keyword} from "../graph/options.ts";
import {size, type Shape} from "../graph/shape.ts";
import {conventions, type Convention} from "./conventions.ts";
import {fieldSizes, type FieldSize} from "./field.ts";

/** What a node or block costs; of one sample, without the batch. */
export interface Cost {
  /** Trainable numbers; shared weights count where they are first used. */
  readonly parameters: number;
  /** Multiply-accumulates, by the convention asked for. */
  readonly macs: number;
  /** Float32 values held until the backward pass has used them. */
  readonly training: number;
  /** Float32 values written in inference. */
  readonly inference: number;
}

/** One line of a network's table: a block or an op. */
export interface CostRow extends Cost {
  readonly path: string;
  /** The block's kind or the op's name. */
  readonly kind: string;
  /** How many blocks it stands in. */
  readonly depth: number;
  /** What comes out of it. */
  readonly shape: Shape;
  /** Input pixels per side that the widest-seeing unit of its output reads; see `fieldSizes`. */
  readonly field: FieldSize;
  /** Whether it has parameters and training leaves all of them as they are. */
  readonly frozen: boolean;
}

export interface CostOptions {
  /** How multiply-accumulates are counted; `macs` if absent. */
  readonly convention?: Convention;
}

/** The cost of each node. */
export function nodeCosts(network: Network, {convention = "macs"}: CostOptions = {}): ReadonlyMap<Node, Cost> {
  const names = Object.keys(conventions) as Convention[];
  const macsOf = conventions[keyword("convention", convention, names)](network);
  const counted = new Set<string>();
  const costs = new Map<Node, Cost>();
  for (const node of network.nodes) {
    const site = {options: node.options, inputs: node.inputs.map((input) => input.shape), output: node.shape};
    let parameters = 0;
    for (const {role, key, shape} of node.parameters)
      if (role === "trainable" && !counted.has(key)) {
        counted.add(key);
        parameters += size(shape);
      }
    costs.set(node, {parameters, macs: macsOf(node), ...node.op.memory(site)});
  }
  return costs;
}

/** The cost of a whole network; its multiply-accumulates by the convention, see `Convention`. */
export function totalCost(network: Network, options: CostOptions = {}): Cost {
  return sum([...nodeCosts(network, options).values()]);
}

/**
 * The table of a network in its order: blocks before what they are made of, ops with the depth of their blocks. Lines of
 * depth 0 sum to the total. Inputs are no lines.
 */
export function costTable(network: Network, options: CostOptions = {}): readonly CostRow[] {
  const costs = nodeCosts(network, options);
  const fields = fieldSizes(network);
  const members = new Map<Block, Node[]>();
  for (const node of network.nodes)
    for (let block = node.block; block; block = block.parent) {
      const list = members.get(block);
      if (list) list.push(node);
      else members.set(block, [node]);
    }
  const rows: CostRow[] = [];
  const opened = new Set<Block>();
  for (const node of network.nodes) {
    if (node.op.name === "input") continue;
    const ancestors = ancestorsOf(node);
    for (const [depth, block] of ancestors.entries()) {
      if (opened.has(block)) continue;
      opened.add(block);
      const inside = members.get(block)!;
      const last = inside[inside.length - 1]; // a block returns what it appended last
      rows.push({
        path: block.path,
        kind: block.kind,
        depth,
        shape: last.shape,
        field: fields.get(last)!,
        frozen: isFrozen(inside),
        ...sum(inside.map((inner) => costs.get(inner)!))
      });
    }
    rows.push({
      path: node.path,
      kind: node.op.name,
      depth: ancestors.length,
      shape: node.shape,
      field: fields.get(node)!,
      frozen: isFrozen([node]),
      ...costs.get(node)!
    });
  }
  return rows;
}

/** Blocks around a node, outermost first. */
function ancestorsOf(node: Node): Block[] {
  const blocks: Block[] = [];
  for (let block = node.block; block; block = block.parent) blocks.unshift(block);
  return blocks;
}

function isFrozen(nodes: readonly Node[]): boolean {
  const weighty = nodes.filter(({parameters}) => parameters.length > 0);
  return weighty.length > 0 && weighty.every(({frozen}) => frozen);
}

function sum(costs: readonly Cost[]): Cost {
  const total = {parameters: 0, macs: 0, training: 0, inference: 0};
  for (const cost of costs) {
    total.parameters += cost.parameters;
    total.macs += cost.macs;
    total.training += cost.training;
    total.inference += cost.inference;
  }
  return total;
}
