import type {ParameterSpec} from "../../graph/parameter.ts";

/** Scale and shift of a norm: torch starts them at 1 and 0. */
export function affine(channels: number): readonly ParameterSpec[] {
  return [
    {name: "weight", shape: [channels], role: "trainable", initial: {kind: "constant", value: 1}},
    {name: "bias", shape: [channels], role: "trainable", initial: {kind: "constant", value: 0}}
  ];
}

/** Weight and, if wanted, bias, both uniform in ±1/√fan_in: what torch's Conv, ConvTranspose and Linear start with. */
export function weightAndBias(
  shape: readonly number[],
  fanIn: number,
  outputs: number,
  bias: boolean
): readonly ParameterSpec[] {
  const initial = {kind: "uniform", bound: 1 / Math.sqrt(fanIn)} as const;
  const weight: ParameterSpec = {name: "weight", shape, role: "trainable", initial};
  return bias ? [weight, {name: "bias", shape: [outputs], role: "trainable", initial}] : [weight];
}
