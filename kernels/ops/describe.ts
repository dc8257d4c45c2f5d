import type {BlockDescription, NetworkDescription, NodeDescription} from "../graph/describe.ts";
import {NetworkError} from "../graph/errors.ts";
import {inputOp} from "../graph/input.ts";
import {makeNode} from "../graph/node.ts";
import type {Block, Network, Node} from "../graph/network.ts";
import type {Op} from "../graph/op.ts";
import {didYouMean} from "../graph/suggest.ts";
import {allOps} from "./table.ts";

const opsByName = new Map<string, Op>(Object.entries({input: inputOp, ...allOps}) as unknown as [string, Op][]);

/**
 * Rebuilds a network from its description, which may come from a message or a file: every option and shape is checked
 * again by the ops' own rules. Throws a NetworkError that names what is wrong and where.
 */
export function networkFromDescription(description: unknown): Network {
  if (!isObject(description)) throw new NetworkError(`invalid network: ${JSON.stringify(description)}`);
  const {nodes, blocks, inputs, outputs} = description as NetworkDescription;
  for (const [name, list] of Object.entries({nodes, blocks, inputs, outputs}))
    if (!Array.isArray(list)) throw new NetworkError(`invalid network: ${name} is not a list`);
  const madeBlocks: Block[] = [];
  for (const block of blocks) madeBlocks.push(rebuildBlock(block, madeBlocks));
  const madeNodes: Node[] = [];
  const paths = new Set<string>();
  for (const node of nodes) {
    if (paths.has(node.path)) throw new NetworkError(`duplicate name: ${node.path}`, {path: node.path});
    paths.add(node.path);
    madeNodes.push(rebuildNode(node, madeNodes, madeBlocks));
  }
  const pick = (position: number) => at(madeNodes, position, "network");
  if (!outputs.length) throw new NetworkError("invalid network: no outputs");
  return Object.freeze({
    inputs: inputs.map(pick),
    outputs: outputs.map(pick),
    nodes: madeNodes,
    blocks: madeBlocks
  });
}

function rebuildBlock(block: BlockDescription, before: readonly Block[]): Block {
  const {kind, path, options, parent} = block;
  if (typeof kind !== "string" || typeof path !== "string" || !isObject(options))
    throw new NetworkError(`invalid block: ${JSON.stringify(block)}`);
  return {kind, path, options, parent: parent === -1 ? undefined : at(before, parent, path)};
}

function rebuildNode(node: NodeDescription, before: readonly Node[], blocks: readonly Block[]): Node {
  const {op: name, options, inputs, path, block, owner, frozen = false} = node;
  if (typeof path !== "string" || !path || !isObject(options) || !Array.isArray(inputs))
    throw new NetworkError(`invalid node: ${JSON.stringify(node)}`);
  if (typeof frozen !== "boolean") throw new NetworkError(`invalid frozen: ${JSON.stringify(frozen)}`, {path});
  const op = opsByName.get(name);
  if (!op) throw new NetworkError(`unknown op: ${name}${didYouMean(String(name), opsByName.keys())}`, {path});
  return makeNode({
    id: before.length,
    op,
    raw: options,
    inputs: (inputs as number[]).map((position) => at(before, position, path)),
    path,
    block: block === -1 ? undefined : at(blocks, block, path),
    owner: owner === undefined ? undefined : at(before, owner, path),
    frozen
  });
}

function at<T>(list: readonly T[], position: number, path: string): T {
  const found = Number.isInteger(position) ? list[position] : undefined;
  if (found === undefined)
    throw new NetworkError(`invalid reference: ${position}; expected one of ${list.length} before it`, {path});
  return found;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
