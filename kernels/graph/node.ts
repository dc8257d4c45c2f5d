import {located, NetworkError} from "./errors.ts";
import type {Block, Node} from "./network.ts";
import type {Op} from "./op.ts";
import type {Parameter} from "./parameter.ts";
import {formatShape, sameShape} from "./shape.ts";

/** One application of an op, its options read and its shape and parameters found by the op's rules. */
export function makeNode<O extends object>({
  id,
  op,
  raw,
  inputs,
  path,
  block,
  owner,
  frozen = false
}: {
  id: number;
  op: Op<O>;
  raw: object;
  inputs: readonly Node[];
  path: string;
  block: Block | undefined;
  /** The node whose weights it uses as well; undefined for weights of its own. */
  owner?: Node;
  frozen?: boolean;
}): Node {
  const shapes = inputs.map((input) => input.shape);
  return located(path, shapes, () => {
    const options = op.options(raw);
    const shape = op.shape(shapes, options); // first: it knows the better words for inputs that do not fit
    const module = owner?.module ?? path;
    const parameters = op
      .parameters(shapes, options)
      .map((spec) => ({...spec, key: [module, spec.name].filter(Boolean).join(".")}));
    if (owner) checkShared(op.name, parameters, owner);
    const node: Node<O> = Object.freeze({
      id,
      op,
      options: Object.freeze(options),
      inputs,
      path,
      module,
      shape,
      parameters,
      frozen,
      block
    });
    return node as unknown as Node; // an Op<O> only ever meets its own options
  });
}

/** Another op's weights may only be taken as constants: what trains them is written in the owner's own terms. */
function checkShared(op: string, parameters: readonly Parameter[], owner: Node): void {
  if (op !== owner.op.name && parameters.some(({role}) => role !== "fixed"))
    throw new NetworkError(
      `cannot share the weights of ${owner.path}: it is a ${owner.op.name}, and ${op} would train them`
    );
  const mismatch = parameters.find(({key, shape}) => {
    const shared = owner.parameters.find((parameter) => parameter.key === key);
    return !shared || !sameShape(shared.shape, shape);
  });
  if (mismatch || parameters.length !== owner.parameters.length)
    throw new NetworkError(
      `cannot share the weights of ${owner.path}: ${owner.op.name} has other parameters` +
        (mismatch ? `; expected ${mismatch.name} of ${formatShape(mismatch.shape)}` : "")
    );
}
