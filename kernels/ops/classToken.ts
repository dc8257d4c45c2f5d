import {apply, type Applied} from "../graph/block.ts";
import {known, positive} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import type {Value} from "../graph/trace.ts";
import {tokenSequence} from "./rules/expect.ts";
import {samePosition, writesOutput} from "./rules/pointwise.ts";

export interface ClassTokenOptions {
  /** Deviation of the normal distribution that it starts with. */
  deviation?: number;
}

/**
 * A learned token before the others, the same for every sample, in which a vision transformer gathers what it classifies
 * (Dosovitskiy et al. 2021, arXiv 2010.11929). The token [1, 1, c] stands at the op's own path, as in the ViT family's files.
 */
export const classTokenOp: Op<{readonly deviation: number}, "classToken"> = {
  name: "classToken",
  options(raw) {
    const {deviation = 0.02} = known(raw, "classToken", ["deviation"]);
    return {deviation: positive("deviation", deviation)};
  },
  shape(inputs) {
    const [count, channels] = tokenSequence(inputs, "classToken");
    return [count + 1, channels];
  },
  parameters: ([[, channels]], {deviation}) => [
    {name: "", shape: [1, 1, channels], role: "trainable", initial: {kind: "truncatedNormal", deviation}}
  ],
  macs: () => 0,
  memory: writesOutput,
  // the others keep their positions; the token itself has none
  field: samePosition,
  onnx(emit, [x], {inputs: [[, channels]]}) {
    const [shape] = emit.node("Shape", [x]);
    const [batch] = emit.node("Slice", [shape, emit.integers([0]), emit.integers([1])]);
    const [each] = emit.node("Concat", [batch, emit.integers([1, channels])], {axis: 0});
    const [first] = emit.node("Expand", [emit.parameter(""), each]);
    return emit.node("Concat", [first, x], {axis: 1})[0];
  },
  torch: ([x], self, {inputs: [[, channels]]}) => ({
    module: `nn.Parameter(torch.zeros(1, 1, ${channels}))`,
    forward: `torch.cat([${self}.expand(${x}.shape[0], -1, -1), ${x}], dim=1)`
  })
};

/** [t, c] → [t + 1, c]: a learned token, then those of x. */
export function classToken(x: Value, options: ClassTokenOptions & Applied = {}): Value {
  return apply(classTokenOp, [x], options);
}
