import type {Value} from "../../graph/trace.ts";
import {add} from "../../ops/add.ts";
import {batchNorm} from "../../ops/batchNorm.ts";
import {conv} from "../../ops/conv.ts";
import {relu} from "../../ops/relu.ts";
import {heNormal} from "../../ops/rules/initial.ts";

export interface Smoother {
  /** Channels of its level. */
  readonly width: number;
  readonly groups: number;
  readonly kernel: number;
  readonly name: string;
}

/** ReLU(z + BN₂(K₂·ReLU(BN₁(K₁·z)))), with groups everywhere but on the coarsest level. */
export function plainSmoother(z: Value, {width, groups, kernel, name}: Smoother): Value {
  const options = {width, groups, kernel};
  let y = relu(convNorm(z, options, 1, name), {name: `${name}.relu1`});
  y = convNorm(y, options, 2, name);
  return relu(add(z, y, {name: `${name}.add`}), {name: `${name}.relu2`});
}

export interface BottleneckSmoother extends Smoother {
  readonly expansion: number;
  /** Groups of the middle convolution. */
  readonly middleGroups: number;
  /** Whether it is the coarsest level's, which rectifies its branch before the sum too, as the authors' code does. */
  readonly coarsest: boolean;
}

/** ReLU(z + BN₃(K₃·ReLU(BN₂(K₂·ReLU(BN₁(K₁·z)))))) with K₁ to the level's width and K₃ back to `expansion` times it. */
export function bottleneckSmoother(z: Value, options: BottleneckSmoother): Value {
  const {width, groups, kernel, expansion, middleGroups, coarsest, name} = options;
  let y = relu(convNorm(z, {width, groups, kernel: 1}, 1, name), {name: `${name}.relu1`});
  y = relu(convNorm(y, {width, groups: middleGroups, kernel}, 2, name), {name: `${name}.relu2`});
  y = convNorm(y, {width: expansion * width, groups, kernel: 1}, 3, name);
  if (coarsest) y = relu(y, {name: `${name}.relu3`});
  return relu(add(z, y, {name: `${name}.add`}), {name: `${name}.relu`});
}

/** The i-th convolution of a smoother, of stride 1 and without bias, and its norm. */
function convNorm(x: Value, options: {width: number; groups: number; kernel: number}, i: number, name: string): Value {
  const {width, kernel} = options;
  const window = {padding: (kernel - 1) / 2, bias: false, initial: heNormal(width, kernel)};
  return batchNorm(conv(x, {...options, ...window, name: `${name}.k${i}`}), {name: `${name}.bn${i}`});
}
