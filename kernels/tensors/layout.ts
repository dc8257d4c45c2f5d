import {size} from "../graph/shape.ts";
import type {Node} from "../graph/network.ts";
import type {Parameter} from "../graph/parameter.ts";
import type {OptionsOf} from "../ops/table.ts";

/** How the weight of a convolution is held: [ci, co], [kh, kw, c, 1] or [kh, kw, ci/groups, co]. */
export type ConvLayout = "matrix" | "depthwise" | "full";

export function convLayout(channels: number, {kernel, groups}: OptionsOf<"conv">): ConvLayout {
  if (groups > 1 && groups === channels) return "depthwise";
  return groups === 1 && kernel[0] === 1 && kernel[1] === 1 ? "matrix" : "full";
}

/** Where a parameter's axes in PyTorch's layout go, and the shape that its tensor then has. */
export interface Layout {
  readonly axes: readonly number[];
  readonly shape: number[];
}

/** The layout of a parameter of this node; what is not a weight of a convolution or linear map stays as it is. */
export function layoutOf(node: Node, parameter: Parameter): Layout {
  const axes = axesOf(node, parameter);
  const shape = axes.map((axis) => parameter.shape[axis]);
  const isMatrix = node.op.name === "conv" && convLayout(node.inputs[0].shape[0], conv(node)) === "matrix";
  return {axes, shape: isMatrix && shape.length === 4 ? shape.slice(2) : shape};
}

function axesOf(node: Node, {name, shape}: Parameter): readonly number[] {
  switch (`${node.op.name}.${name}`) {
    case "conv.weight": // O × I/groups × kh × kw
      return convLayout(node.inputs[0].shape[0], conv(node)) === "depthwise" ? [2, 3, 0, 1] : [2, 3, 1, 0];
    case "maskedConv.weight": // O × I × 1 × 1
    case "maskedConv.mask":
    case "convTranspose.weight": // I × O × kh × kw, the filter of the adjoint
    case "fixedFilters.filters":
      return [2, 3, 1, 0];
    case "linear.weight": // out × in
      return [1, 0];
    default:
      return shape.map((_, axis) => axis);
  }
}

function conv(node: Node): OptionsOf<"conv"> {
  return node.options as OptionsOf<"conv">;
}

/** The values of an array of `shape` with its axes in another order. */
export function permute(values: Float32Array, shape: readonly number[], axes: readonly number[]): Float32Array {
  if (axes.every((axis, i) => axis === i)) return values;
  const strides = shape.map((_, axis) => size(shape.slice(axis + 1)));
  const extents = axes.map((axis) => shape[axis]);
  const steps = axes.map((axis) => strides[axis]);
  const result = new Float32Array(values.length);
  const index = extents.map(() => 0);
  for (let to = 0, from = 0; to < result.length; ++to) {
    result[to] = values[from];
    for (let axis = extents.length - 1; axis >= 0; --axis) {
      from += steps[axis];
      if (++index[axis] < extents[axis]) break;
      from -= steps[axis] * extents[axis];
      index[axis] = 0;
    }
  }
  return result;
}

/** The order of axes that undoes another. */
export function inverseAxes(axes: readonly number[]): number[] {
  return axes.map((_, axis) => axes.indexOf(axis));
}
