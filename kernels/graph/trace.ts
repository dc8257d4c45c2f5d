import {NetworkError} from "./errors.ts";
import type {Block, Network, Node} from "./network.ts";
import type {Op} from "./op.ts";
import {formatShape, type Shape} from "./shape.ts";

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

  /** Appends an op at `name` (made from the op's own name if undefined) in the current scope. */
  apply<O extends object>(op: Op<O>, inputs: readonly Value[], options: O, name?: string): Value {
    const path = this.#pathOf(name, op.name);
    const shapes = inputs.map((input) => {
      if (input.tracer !== this) throw new NetworkError("a value of another network cannot be used here", {path});
      return input.shape;
    });
    const {shape, specs} = located(path, shapes, () => ({
      shape: op.shape(shapes, options),
      specs: op.parameters(shapes, options)
    }));
    const node: Node<O> = Object.freeze({
      id: this.nodes.length,
      op,
      options: Object.freeze(options),
      inputs: inputs.map((input) => input.node),
      path,
      shape,
      parameters: specs.map((spec) => ({...spec, key: [path, spec.name].filter(Boolean).join(".")})),
      block: this.#scope.block
    });
    this.nodes.push(node as unknown as Node); // an Op<O> only ever meets its own options
    return new Value(node as unknown as Node, this);
  }

  /** Runs `body` under a name: what it appends has paths below it. An empty name adds nothing to the path. */
  scope<T>(name: string, body: () => T): T {
    return this.#within({path: join(this.#scope.path, name), block: this.#scope.block, counts: new Map()}, body);
  }

  /** Like scope, and records what `body` appends as one block. */
  block<T>(kind: string, options: object, name: string | undefined, body: () => T): T {
    const path = name === "" ? this.#scope.path : this.#pathOf(name, kind);
    const block: Block = {kind, path, options, parent: this.#scope.block};
    this.blocks.push(block);
    const counts = name === "" ? this.#scope.counts : new Map<string, number>();
    return this.#within({path, block, counts}, () => located(path, [], body));
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

function join(...parts: string[]): string {
  return parts.filter(Boolean).join(".");
}

/** Runs a rule; an error that does not know its place yet is told. */
function located<T>(path: string, shapes: readonly Shape[], rule: () => T): T {
  try {
    return rule();
  } catch (error) {
    if (error instanceof NetworkError && !error.path)
      throw new NetworkError(error.fault, {path, shapes: error.shapes.length ? error.shapes : shapes});
    throw error;
  }
}

const input: Op<{shape: Shape}, "input"> = {
  name: "input",
  shape: (_, {shape}) => shape,
  parameters: () => [],
  macs: () => 0,
  memory: () => ({training: 0, inference: 0}),
  field: () => [],
  onnx: () => "input",
  torch: () => ({forward: "x"})
};

/**
 * Traces a network: calls `body` with a value of the given shape of one sample (`[c, h, w]` for an image) and keeps what
 * it did as an immutable graph. No tensor is made. Throws a NetworkError that names the place and the shapes.
 */
export function network(shape: Shape, body: (x: Value) => Value | readonly Value[]): Network {
  if (!Array.isArray(shape) || !shape.every((extent) => Number.isInteger(extent) && extent > 0))
    throw new NetworkError(
      `invalid input shape: ${formatShape(shape)}; expected positive integers such as [3, 32, 32]`
    );
  const tracer = new Tracer();
  const x = tracer.apply(input, [], {shape: Object.freeze([...shape])}, "input");
  const result = body(x);
  const outputs = (Array.isArray(result) ? result : [result]) as readonly Value[];
  if (!outputs.length || !outputs.every((output) => output instanceof Value && output.tracer === tracer))
    throw new NetworkError("the network function must return the value it built, or an array of values");
  return Object.freeze({
    inputs: [x.node],
    outputs: outputs.map((output) => output.node),
    nodes: tracer.nodes,
    blocks: tracer.blocks
  });
}
