import {located} from "./errors.ts";
import type {Block, Node} from "./network.ts";
import type {Op} from "./op.ts";

/** One application of an op, its options read and its shape and parameters found by the op's rules. */
export function makeNode<O extends object>({
  id,
  op,
  raw,
  inputs,
  path,
  block
}: {
  id: number;
  op: Op<O>;
  raw: object;
  inputs: readonly Node[];
  path: string;
  block: Block | undefined;
}): Node {
  const shapes = inputs.map((input) => input.shape);
  return located(path, shapes, () => {
    const options = op.options(raw);
    const node: Node<O> = Object.freeze({
      id,
      op,
      options: Object.freeze(options),
      inputs,
      path,
      shape: op.shape(shapes, options),
      parameters: op
        .parameters(shapes, options)
        .map((spec) => ({...spec, key: spec.name ? `${path}.${spec.name}` : path})),
      block
    });
    return node as unknown as Node; // an Op<O> only ever meets its own options
  });
}
