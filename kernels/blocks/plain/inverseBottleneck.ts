import type {Value} from "../../graph/trace.ts";
import {dropPath} from "../../ops/dropPath.ts";
import {linear} from "../../ops/linear.ts";
import type {WeightStart} from "../../ops/rules/initial.ts";
import {scale} from "../../ops/scale.ts";
import {untokens} from "../../ops/untokens.ts";
import {activate, type ActivationName} from "./activations.ts";

export interface InverseBottleneck {
  readonly mult: number;
  /** What the layer scale starts with; 0 leaves it out. */
  readonly layerScale: number;
  readonly dropPath: number;
  readonly activation: ActivationName;
  readonly initial: WeightStart;
}

/**
 * How a ConvNeXt block and both encoders of EdgeNeXt end, after the norm: linear C → m·C, activation, linear m·C → C, layer
 * scale and drop path. Tokens [h·w, c] → the map [c, h, w] that the block's input is added to.
 */
export function inverseBottleneck(
  tokens: Value,
  [, height, width]: readonly number[],
  {mult, layerScale, dropPath: rate, activation, initial}: InverseBottleneck
): Value {
  const channels = tokens.shape[1];
  let y = linear(tokens, {width: mult * channels, initial, name: "pwconv1"});
  y = activate(y, activation, {name: "act"});
  y = linear(y, {width: channels, initial, name: "pwconv2"});
  if (layerScale > 0) y = scale(y, {initial: layerScale, name: "gamma"});
  y = untokens(y, {height, width, name: "map"});
  return rate > 0 ? dropPath(y, {rate, name: "drop_path"}) : y;
}
