import {located, NetworkError} from "./errors.ts";
import {inputOp} from "./input.ts";
import type {Block, Network, Node} from "./network.ts";
import {makeNode} from "./node.ts";
import type {Op} from "./op.ts";
import type {Shape} from "./shape.ts";

/** What a network function passes around: the output of a node that is being traced. */
export class Value {
  readonly node: Node;
  readonly tracer: Tracer;
  constructor(node: Node, tracer: Tracer) {
    this.node = node;
    this.tracer = tracer;
  }
  /** The shape of one sample, without the batch. */
  get shape(): Shape {
    return this.node.shape;
  }
}

interface Scope {
  readonly path: string;
  readonly block: Block | undefined;
  readonly counts: Map<string, number>;
}

/** Collects nodes while a network function runs. Values carry their tracer, so nothing is global. */
export class Tracer {
  readonly nodes: Node[] = [];
  readonly blocks: Block[] = [];
  readonly #paths = new Set<string>();
  #scope: Scope = {path: "", block: undefined, counts: new Map()};

  /**
   * Appends an op at `name` (made from the op's own name if undefined) in the current scope. Options are what a person
   * may write; the op's own rule reads them. `owner` is the earlier node whose weights it uses too.
   */
  apply<O extends object>(op: Op<O>, inputs: readonly Value[], raw: object, name?: string, owner?: Value): Value {
    const path = this.#pathOf(name, op.name);
    if (Object.isFrozen(this.nodes))
      throw new NetworkError("the network is finished; use values only inside its function", {path});
    for (const input of owner ? [...inputs, owner] : inputs)
      if (input.tracer !== this) throw new NetworkError("a value of another network cannot be used here", {path});
    const node = makeNode({
      id: this.nodes.length,
      op,
      raw,
      inputs: inputs.map((input) => input.node),
      path,
      block: this.#scope.block,
      owner: owner?.node
    });
    this.nodes.push(node);
    return new Value(node, this);
  }

  /** Runs `body` under a name: what it appends has paths below it. An empty name adds nothing to the path. */
  scope<T>(name: string, body: () => T): T {
    return this.#within({path: join(this.#scope.path, name), block: this.#scope.block, counts: new Map()}, body);
  }

  /**
   * Like scope, and records what `body` appends as one block. `normalise` gives the block's options, which the body gets;
   * what it throws names the block's path.
   */
  block<O extends object, T>(kind: string, normalise: () => O, name: string | undefined, body: (options: O) => T): T {
    const path = name === "" ? this.#scope.path : this.#pathOf(name, kind);
    const options = located(path, [], normalise);
    const block: Block = {kind, path, options, parent: this.#scope.block};
    this.blocks.push(block);
    const counts = name === "" ? this.#scope.counts : new Map<string, number>();
    return this.#within({path, block, counts}, () => located(path, [], () => body(options)));
  }

  /** What was traced, as a network with these inputs and outputs. */
  finish(inputs: readonly Value[], outputs: readonly Value[]): Network {
    return Object.freeze({
      inputs: inputs.map((input) => input.node),
      outputs: outputs.map((output) => output.node),
      nodes: Object.freeze(this.nodes),
      blocks: Object.freeze(this.blocks)
    });
  }

  #within<T>(scope: Scope, body: () => T): T {
    const outer = this.#scope;
    this.#scope = scope;
    try {
      return body();
    } finally {
      this.#scope = outer;
    }
  }

  #pathOf(name: string | undefined, kind: string): string {
    if (name === undefined) {
      const count = this.#scope.counts.get(kind) ?? 0;
      this.#scope.counts.set(kind, count + 1);
      name = `${kind}.${count}`;
    }
    const path = join(this.#scope.path, name);
    if (this.#paths.has(path)) throw new NetworkError(`duplicate name: ${path}; give each block its own`, {path});
    this.#paths.add(path);
    return path;
  }
}

function join(outer: string, name: string): string {
  return outer && name ? `${outer}.${name}` : outer || name;
}

/**
 * Traces a network: calls `body` with a value of the given shape of one sample (`[c, h, w]` for an image) and keeps what
 * it did as an immutable graph. Several shapes give several inputs. No tensor is made. Throws a NetworkError that names
 * the place and the shapes.
 */
export function network(shape: Shape, body: (x: Value) => Value | readonly Value[]): Network;
export function network(shapes: readonly Shape[], body: (...inputs: Value[]) => Value | readonly Value[]): Network;
export function network(
  shape: Shape | readonly Shape[],
  body: (...inputs: Value[]) => Value | readonly Value[]
): Network {
  const tracer = new Tracer();
  const inputs =
    Array.isArray(shape) && Array.isArray(shape[0])
      ? (shape as readonly Shape[]).map((one, i) => tracer.apply(inputOp, [], {shape: one}, `input.${i}`))
      : [tracer.apply(inputOp, [], {shape}, "input")];
  const result = body(...inputs);
  const outputs = (Array.isArray(result) ? result : [result]) as readonly Value[];
  if (!outputs.length || !outputs.every((output) => output instanceof Value && output.tracer === tracer))
    throw new NetworkError("the network function must return the value it built, or an array of values");
  return tracer.finish(inputs, outputs);
}
