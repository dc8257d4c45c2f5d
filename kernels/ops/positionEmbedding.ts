import {apply, type Applied} from "../graph/block.ts";
import {known, positive} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import type {Value} from "../graph/trace.ts";
import {tokenSequence} from "./rules/expect.ts";
import {pythonTuple} from "./rules/python.ts";
import {samePosition, writesOutput} from "./rules/pointwise.ts";

export interface PositionEmbeddingOptions {
  /** Deviation of the normal distribution that it starts with. */
  deviation?: number;
}

/**
 * A learned vector for each place of a sequence, added to its token (Dosovitskiy et al. 2021, arXiv 2010.11929). The vectors
 * [1, t, c] stand at the op's own path, as in the ViT family's files.
 */
export const positionEmbeddingOp: Op<{readonly deviation: number}, "positionEmbedding"> = {
  name: "positionEmbedding",
  options(raw) {
    const {deviation = 0.02} = known(raw, "positionEmbedding", ["deviation"]);
    return {deviation: positive("deviation", deviation)};
  },
  shape: (inputs) => tokenSequence(inputs, "positionEmbedding"),
  parameters: ([shape], {deviation}) => [
    {name: "", shape: [1, ...shape], role: "trainable", initial: {kind: "truncatedNormal", deviation}}
  ],
  macs: () => 0,
  memory: writesOutput,
  field: samePosition,
  onnx: (emit, [x]) => emit.node("Add", [x, emit.parameter("")])[0],
  torch: ([x], self, {inputs: [shape]}) => ({
    module: `nn.Parameter(torch.zeros${pythonTuple([1, ...shape])})`,
    forward: `${x} + ${self}`
  })
};

/** Adds a learned vector to each token; the shape stays. */
export function positionEmbedding(x: Value, options: PositionEmbeddingOptions & Applied = {}): Value {
  return apply(positionEmbeddingOp, [x], options);
}
