import {NetworkError} from "../graph/errors.ts";
import {findNode} from "../graph/find.ts";
import type {Network, Node} from "../graph/network.ts";
import type {Interval} from "../graph/op.ts";
import {samePosition} from "../ops/rules/pointwise.ts";

/** Pixels `[height, width]` of the input that a unit reads, or `"all"` where every unit reads every pixel. */
export type FieldSize = readonly [height: number, width: number] | "all";

/** For each row and each column of a node's units the input pixels that can reach them. */
export interface FieldOfUnits {
  readonly path: string;
  /** One interval a row; one in all if the units have no position. `to < from` where nothing of the input is read. */
  readonly rows: readonly Interval[];
  readonly columns: readonly Interval[];
  /** Height and width of the input. */
  readonly input: readonly [height: number, width: number];
}

/**
 * The theoretical receptive field: for every unit of the node (or block) at `path` the box of input pixels that can reach it
 * by the structure alone. Branches unite to the box around both. Batch norm counts as in inference. Throws a NetworkError if
 * the path is unknown or the input is no feature map.
 */
export function receptiveField(network: Network, path: string, {input = network.inputs[0]} = {}): FieldOfUnits {
  const node = findNode(network, path);
  const [rows, columns] = fieldsOf(network, input, node)
    .get(node)!
    .map(({from, to}) => Array.from(from, (first, i) => ({from: first, to: to[i]})));
  return {path, rows, columns, input: [input.shape[1], input.shape[2]]};
}

/** The largest field of each node's units; `"all"` where every unit reads the whole input. */
export function fieldSizes(network: Network, {input = network.inputs[0]} = {}): ReadonlyMap<Node, FieldSize> {
  const sizes = new Map<Node, FieldSize>();
  if (input.shape.length !== 3) {
    for (const node of network.nodes) sizes.set(node, "all"); // without positions nothing is near or far
    return sizes;
  }
  for (const [node, fields] of fieldsOf(network, input)) {
    const whole = fields.every(({from, to}, axis) =>
      from.every((first, i) => first === 0 && to[i] === input.shape[axis + 1] - 1)
    );
    const extent = ({from, to}: Spans) => from.reduce((most, first, i) => Math.max(most, to[i] - first + 1), 0);
    sizes.set(node, whole ? "all" : [extent(fields[0]), extent(fields[1])]);
  }
  return sizes;
}

/** Intervals over the input, one for each position of a node along an axis. */
interface Spans {
  readonly from: Int32Array;
  readonly to: Int32Array;
}

const axes = [0, 1] as const;

/** Forward over the nodes: a position's span is the hull of the spans of the positions that it reads. */
function fieldsOf(network: Network, input: Node, until?: Node): Map<Node, readonly [Spans, Spans]> {
  if (input.shape.length !== 3)
    throw new NetworkError(`invalid input: ${input.shape.join("×")}; only a feature map has a receptive field`);
  const fields = new Map<Node, readonly [Spans, Spans]>();
  for (const node of network.nodes) {
    fields.set(node, node.op.name === "input" ? ofInput(node, input) : ofNode(node, fields));
    if (node === until) break;
  }
  return fields;
}

function ofInput(node: Node, input: Node): readonly [Spans, Spans] {
  const spans = (axis: 0 | 1): Spans => {
    const from = Int32Array.from({length: node.shape.length === 3 ? node.shape[axis + 1] : 1}, (_, i) => i);
    return node === input ? {from, to: from} : {from: from.fill(unread), to: from.map(() => -1)};
  };
  return [spans(0), spans(1)];
}

/** Where no pixel of the input is read, an empty span that leaves every hull as it is. */
const unread = 2 ** 31 - 1;

/** Whether all inputs have as many positions as the output, if that is a map. */
function alike(read: readonly Spans[], extent: number | undefined): boolean {
  return read.every(({from}) => from.length === (extent ?? read[0].from.length));
}

/** What most ops do, without asking them for every position: the hull of the inputs' spans, position by position. */
function hulls(read: readonly Spans[]): Spans {
  const [first, ...others] = read;
  if (others.length === 0) return first;
  const from = first.from.slice();
  const to = first.to.slice();
  for (const other of others)
    for (let i = 0; i < from.length; ++i) {
      if (other.from[i] < from[i]) from[i] = other.from[i];
      if (other.to[i] > to[i]) to[i] = other.to[i];
    }
  return {from, to};
}

function ofNode(node: Node, fields: ReadonlyMap<Node, readonly [Spans, Spans]>): readonly [Spans, Spans] {
  const site = {options: node.options, inputs: node.inputs.map(({shape}) => shape), output: node.shape};
  const [rows, columns] = axes.map((axis) => {
    const read = node.inputs.map((input) => fields.get(input)![axis]);
    if (node.op.field === samePosition && alike(read, node.shape.length === 3 ? node.shape[axis + 1] : undefined))
      return hulls(read);
    const length = node.shape.length === 3 ? node.shape[axis + 1] : positionsWithoutMap();
    const from = new Int32Array(length).fill(unread);
    const to = new Int32Array(length).fill(-1);
    for (let i = 0; i < length; ++i)
      for (const [k, interval] of node.op.field({from: i, to: i}, axis, site).entries()) {
        const spans = read[k];
        // where a value has no positions, a single span stands for all of it
        const whole = interval === "all" || (spans.from.length === 1 && site.inputs[k].length !== 3);
        const {from: start, to: end, step = 1} = whole ? {from: 0, to: spans.from.length - 1} : interval;
        const last = Math.min(end, spans.from.length - 1);
        for (let p = start < 0 ? start + step * Math.ceil(-start / step) : start; p <= last; p += step) {
          if (spans.from[p] < from[i]) from[i] = spans.from[p];
          if (spans.to[p] > to[i]) to[i] = spans.to[p];
        }
      }
    return {from, to};

    /** Tokens keep the positions of the map that they came from, as far as the op keeps positions apart. */
    function positionsWithoutMap(): number {
      const intervals = node.op.field({from: 0, to: 0}, axis, site);
      return Math.max(1, ...read.map((spans, k) => (intervals[k] === "all" ? 1 : spans.from.length)));
    }
  });
  return [rows, columns];
}
