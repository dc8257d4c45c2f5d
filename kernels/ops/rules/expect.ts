import {NetworkError} from "../../graph/errors.ts";
import {formatShape, sameShape, type Shape} from "../../graph/shape.ts";

/** The only input of an op that takes one. */
export function single(inputs: readonly Shape[], op: string): Shape {
  if (inputs.length !== 1) throw new NetworkError(`invalid inputs of ${op}: ${inputs.length}; expected one`);
  return inputs[0];
}

/** Channels, height and width of the only input. */
export function featureMap(inputs: readonly Shape[], op: string): readonly [number, number, number] {
  const shape = single(inputs, op);
  if (shape.length !== 3) throw rank(shape, op, "a feature map [c, h, w]");
  return [shape[0], shape[1], shape[2]];
}

/** Tokens and channels of the only input. */
export function tokenSequence(inputs: readonly Shape[], op: string): readonly [number, number] {
  const shape = single(inputs, op);
  if (shape.length !== 2) throw rank(shape, op, "tokens [t, c]");
  return [shape[0], shape[1]];
}

/** At least `least` inputs of one shape; returns it. */
export function equalShapes(inputs: readonly Shape[], op: string, least = 2): Shape {
  if (inputs.length < least)
    throw new NetworkError(`invalid inputs of ${op}: ${inputs.length}; expected at least ${least}`);
  for (const shape of inputs)
    if (!sameShape(shape, inputs[0]))
      throw new NetworkError(`shape mismatch in ${op}: ${inputs.map(formatShape).join(" and ")}`, {shapes: inputs});
  return inputs[0];
}

/** The axis of the channels: first of a feature map, last of tokens and features. */
export function channelAxis(shape: Shape, op: string): number {
  if (shape.length < 1 || shape.length > 3) throw rank(shape, op, "[c, h, w], [t, c] or [c]");
  return shape.length === 3 ? 0 : shape.length - 1;
}

export function rank(shape: Shape, op: string, expected: string): NetworkError {
  return new NetworkError(`invalid input of ${op}: ${formatShape(shape)}; expected ${expected}`, {shapes: [shape]});
}
