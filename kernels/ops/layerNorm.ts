import {apply, type Applied} from "../graph/block.ts";
import {known, positive} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import type {Value} from "../graph/trace.ts";
import {affine} from "./rules/affine.ts";
import {channelAxis, single} from "./rules/expect.ts";
import {channelsLast} from "./rules/onnxMap.ts";
import {samePosition, writesOutput} from "./rules/pointwise.ts";
import {pythonFloat} from "./rules/python.ts";

export interface LayerNormOptions {
  /** Added to the variance; papers differ (1e-5, 1e-6), so say which. */
  epsilon?: number;
}

/** Layer normalisation (Ba et al. 2016) over the channels of each position of [c, h, w], [t, c] or [c]. */
export const layerNormOp: Op<{readonly epsilon: number}, "layerNorm"> = {
  name: "layerNorm",
  options(raw) {
    const {epsilon = 1e-5} = known(raw, "layerNorm", ["epsilon"]);
    return {epsilon: positive("epsilon", epsilon)};
  },
  shape(inputs) {
    const shape = single(inputs, "layerNorm");
    channelAxis(shape, "layerNorm");
    return shape;
  },
  parameters: ([shape]) => affine(shape[channelAxis(shape, "layerNorm")]),
  macs: () => 0,
  memory: writesOutput,
  field: samePosition,
  onnx(emit, [x], {inputs: [shape], options: {epsilon}}) {
    const norm = (x: string) =>
      emit.node("LayerNormalization", [x, emit.parameter("weight"), emit.parameter("bias")], {
        axis: -1,
        epsilon: {float: epsilon}
      })[0];
    return shape.length === 3 ? channelsLast(emit, x, norm) : norm(x);
  },
  torch: ([x], self, {inputs: [shape], options: {epsilon}}) => ({
    module: `nn.LayerNorm(${shape[channelAxis(shape, "layerNorm")]}, eps=${pythonFloat(epsilon)})`,
    forward: shape.length === 3 ? `${self}(${x}.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)` : `${self}(${x})`
  })
};

/** Layer normalisation over channels; the shape stays. */
export function layerNorm(x: Value, options: LayerNormOptions & Applied = {}): Value {
  return apply(layerNormOp, [x], options);
}
