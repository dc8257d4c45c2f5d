import type {ParameterSpec} from "../../graph/parameter.ts";
import type {WeightStart} from "./initial.ts";

/** Scale and shift of a norm: torch starts them at 1 and 0. */
export function affine(channels: number): readonly ParameterSpec[] {
  return [
    {name: "weight", shape: [channels], role: "trainable", initial: {kind: "constant", value: 1}},
    {name: "bias", shape: [channels], role: "trainable", initial: {kind: "constant", value: 0}}
  ];
}

/**
 * Weight and, if wanted, bias, both uniform in ±1/√fan_in: what torch's Conv, ConvTranspose and Linear start with. With a
 * start of its own for the weight the bias starts at 0.
 */
export function weightAndBias(
  shape: readonly number[],
  fanIn: number,
  outputs: number,
  bias: boolean,
  start?: WeightStart
): readonly ParameterSpec[] {
  const initial: WeightStart = start ?? {kind: "uniform", bound: 1 / Math.sqrt(fanIn)};
  const weight: ParameterSpec = {name: "weight", shape, role: "trainable", initial};
  if (!bias) return [weight];
  const shift: WeightStart = start ? {kind: "constant", value: 0} : initial;
  return [weight, {name: "bias", shape: [outputs], role: "trainable", initial: shift}];
}
