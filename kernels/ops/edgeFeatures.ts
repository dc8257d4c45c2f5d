import {apply, type Named} from "../graph/block.ts";
import {NetworkError} from "../graph/errors.ts";
import {integer, known} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import {formatShape, size} from "../graph/shape.ts";
import type {Value} from "../graph/trace.ts";
import {featureMap} from "./rules/expect.ts";
import {everyPosition} from "./rules/pointwise.ts";

export interface EdgeFeaturesOptions {
  /** Nearest points k of each point, itself among them. */
  neighbours: number;
}

const torchHelper = `def edge_features(x, k):
    """[n, c, points, 1] -> [n, 2c, points, k]: what leads from each point to its k nearest, and the point itself."""
    points = x.squeeze(3)
    with torch.no_grad():
        distances = (points[:, :, :, None] - points[:, :, None, :]).square().sum(1)
        nearest = distances.topk(k, largest=False).indices
    n, c, count = points.shape
    ends = points.gather(2, nearest.reshape(n, 1, count * k).expand(n, c, count * k)).reshape(n, c, count, k)
    return torch.cat([ends - x, x.expand(n, c, count, k)], dim=1)`;

/**
 * The edges of a graph of nearest points (Wang et al., Dynamic Graph CNN, arXiv 1801.07829). Points are a map [c, n, 1]; of
 * each point i and its k nearest points j by Σ(xᵢ − xⱼ)², i itself among them, the edge is [xⱼ − xᵢ; xᵢ]: [2c, n, k]. Of
 * points at the same distance the earlier is taken. No gradient passes through the choice of the nearest.
 */
export const edgeFeaturesOp: Op<{readonly neighbours: number}, "edgeFeatures"> = {
  name: "edgeFeatures",
  options: (raw) => ({neighbours: integer("neighbours", known(raw, "edgeFeatures", ["neighbours"]).neighbours)}),
  shape(inputs, {neighbours}) {
    const [channels, points, one] = featureMap(inputs, "edgeFeatures");
    if (one !== 1)
      throw new NetworkError(`invalid input of edgeFeatures: ${formatShape(inputs[0])}; expected points [c, n, 1]`, {
        shapes: inputs
      });
    if (neighbours > points)
      throw new NetworkError(`invalid neighbours: ${neighbours}; there are ${points} points`, {shapes: inputs});
    return [2 * channels, points, neighbours];
  },
  parameters: () => [],
  macs: ({inputs: [[channels, points]]}) => points * points * channels,
  // besides what it writes, the numbers of the nearest points
  memory: ({output}) => ({training: size(output) + output[1] * output[2], inference: size(output)}),
  field: everyPosition,
  onnx(emit, [x], {inputs: [[channels, points]], options: {neighbours}}) {
    const [flat] = emit.node("Reshape", [x, emit.integers([0, channels, points])]);
    const [rows] = emit.node("Transpose", [flat], {perm: [0, 2, 1]});
    const [starts] = emit.node("Unsqueeze", [rows, emit.integers([2])]);
    const [others] = emit.node("Unsqueeze", [rows, emit.integers([1])]);
    const [apart] = emit.node("Sub", [starts, others]);
    const [squares] = emit.node("Mul", [apart, apart]);
    const [distances] = emit.node("ReduceSum", [squares, emit.integers([3])], {keepdims: 0});
    const [, nearest] = emit.node("TopK", [distances, emit.integers([neighbours])], {axis: 2, largest: 0}, 2);
    const [indices] = emit.node("Unsqueeze", [nearest, emit.integers([3])]);
    const [ends] = emit.node("GatherND", [rows, indices], {batch_dims: 1});
    const [leads] = emit.node("Sub", [ends, starts]);
    const [centres] = emit.node("Expand", [starts, emit.integers([1, 1, neighbours, 1])]);
    const [edges] = emit.node("Concat", [leads, centres], {axis: 3});
    return emit.node("Transpose", [edges], {perm: [0, 3, 1, 2]})[0];
  },
  torch: ([x], _self, {options: {neighbours}}) => ({
    forward: `edge_features(${x}, ${neighbours})`,
    helpers: [torchHelper]
  })
};

/** Points [c, n, 1] → edges to their k nearest points [2c, n, k]. */
export function edgeFeatures(x: Value, options: EdgeFeaturesOptions & Named): Value {
  return apply(edgeFeaturesOp, [x], options);
}
