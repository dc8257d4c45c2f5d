import {apply, type Applied} from "../graph/block.ts";
import {finite, known} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import type {Value} from "../graph/trace.ts";
import {channelAxis, single} from "./rules/expect.ts";
import {samePosition, writesOutput} from "./rules/pointwise.ts";

export interface ScaleOptions {
  /** What every factor starts with; 1 if absent, 1e-6 in ConvNeXt's layer scale. */
  initial?: number;
}

/**
 * A learned factor for each channel of [c, h, w], [t, c] or [c]; layer scale (Touvron et al. 2021, arXiv 2103.17239) where it
 * starts small. The factors [c] stand at the op's own path.
 */
export const scaleOp: Op<{readonly initial: number}, "scale"> = {
  name: "scale",
  options(raw) {
    const {initial = 1} = known(raw, "scale", ["initial"]);
    return {initial: finite("initial", initial)};
  },
  shape(inputs) {
    const shape = single(inputs, "scale");
    channelAxis(shape, "scale");
    return shape;
  },
  parameters: ([shape], {initial}) => [
    {
      name: "",
      shape: [shape[channelAxis(shape, "scale")]],
      role: "trainable",
      initial: {kind: "constant", value: initial}
    }
  ],
  macs: () => 0,
  memory: writesOutput,
  field: samePosition,
  onnx(emit, [x], {inputs: [shape]}) {
    const factors = emit.parameter("");
    const spread = () => emit.node("Reshape", [factors, emit.integers([shape[0], 1, 1])])[0];
    return emit.node("Mul", [x, shape.length === 3 ? spread() : factors])[0];
  },
  torch: ([x], self, {inputs: [shape]}) => ({
    module: `nn.Parameter(torch.ones(${shape[channelAxis(shape, "scale")]}))`,
    forward: `${x} * ${self}${shape.length === 3 ? "[:, None, None]" : ""}`
  })
};

/** A learned factor a channel; the shape stays. */
export function scale(x: Value, options: ScaleOptions & Applied = {}): Value {
  return apply(scaleOp, [x], options);
}
