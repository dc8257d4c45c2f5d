import {apply, type Applied} from "../graph/block.ts";
import {NetworkError} from "../graph/errors.ts";
import {integer, known, positive} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import type {Value} from "../graph/trace.ts";
import {affine} from "./rules/affine.ts";
import {featureMap} from "./rules/expect.ts";
import {reshapeSamples} from "./rules/onnxMap.ts";
import {everyPosition, writesOutput} from "./rules/pointwise.ts";
import {pythonFloat} from "./rules/python.ts";

export interface GroupNormOptions {
  /** Groups of channels that share a mean and a variance. */
  groups?: number;
  epsilon?: number;
}

/** Group normalisation (Wu and He 2018) of a map, over the channels of a group and all positions. */
export const groupNormOp: Op<{readonly groups: number; readonly epsilon: number}, "groupNorm"> = {
  name: "groupNorm",
  options(raw) {
    const {groups = 1, epsilon = 1e-5} = known(raw, "groupNorm", ["groups", "epsilon"]);
    return {groups: integer("groups", groups), epsilon: positive("epsilon", epsilon)};
  },
  shape(inputs, {groups}) {
    const shape = featureMap(inputs, "groupNorm");
    if (shape[0] % groups) throw new NetworkError(`invalid groups: ${groups}; must divide the ${shape[0]} channels`);
    return shape;
  },
  parameters: ([[channels]]) => affine(channels),
  macs: () => 0,
  memory: writesOutput,
  field: everyPosition,
  onnx(emit, [x], {inputs: [[channels, height, width]], options: {groups, epsilon}}) {
    // opset 17 has no GroupNormalization; an instance is a group once reshaped
    const grouped = reshapeSamples(emit, x, [groups, (channels / groups) * height * width]);
    const ones = emit.floats(new Float32Array(groups).fill(1), [groups]);
    const zeros = emit.floats(new Float32Array(groups), [groups]);
    const [normal] = emit.node("InstanceNormalization", [grouped, ones, zeros], {epsilon: {float: epsilon}});
    const map = reshapeSamples(emit, normal, [channels, height, width]);
    const perChannel = (name: string) =>
      emit.node("Reshape", [emit.parameter(name), emit.integers([1, channels, 1, 1])])[0];
    const [scaled] = emit.node("Mul", [map, perChannel("weight")]);
    return emit.node("Add", [scaled, perChannel("bias")])[0];
  },
  torch: ([x], self, {inputs: [[channels]], options: {groups, epsilon}}) => ({
    module: `nn.GroupNorm(${groups}, ${channels}${epsilon === 1e-5 ? "" : `, eps=${pythonFloat(epsilon)}`})`,
    forward: `${self}(${x})`
  })
};

/** Group normalisation of a feature map [c, h, w]; one group unless told otherwise. */
export function groupNorm(x: Value, options: GroupNormOptions & Applied = {}): Value {
  return apply(groupNormOp, [x], options);
}
