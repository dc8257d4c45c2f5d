import type {Value} from "../../graph/trace.ts";
import {globalAveragePool} from "../../ops/globalAveragePool.ts";
import {multiply} from "../../ops/multiply.ts";
import {reshape} from "../../ops/reshape.ts";
import {sigmoid} from "../../ops/sigmoid.ts";
import {silu} from "../../ops/silu.ts";
import {convNorm} from "./convNorm.ts";

/** Channels of the squeeze for b channels: b/4 rounded to even, then down to a multiple of 8, but at least 8. */
export function squeezeWidth(bottleneck: number): number {
  const quarter = bottleneck / 4;
  const floor = Math.floor(quarter);
  const half = quarter - floor;
  const rounded = half > 0.5 || (half === 0.5 && floor % 2 === 1) ? floor + 1 : floor; // half to even, as Python rounds
  return 8 * Math.max(1, Math.floor(rounded / 8));
}

/**
 * The authors' squeeze and excitation: both 1×1 convolutions have batch norms, which see one value an image and channel; so a
 * batch of one cannot be trained on, and small ones are noisy.
 */
export function squeezeExcite(x: Value, name: string): Value {
  const [channels] = x.shape;
  return x.tracer.scope(name, () => {
    let y = reshape(globalAveragePool(x, {name: "pool"}), {shape: [channels, 1, 1], name: "column"});
    y = silu(convNorm(y, "conv1", {width: squeezeWidth(channels), kernel: 1}), {name: "act1"});
    y = sigmoid(convNorm(y, "conv2", {width: channels, kernel: 1}), {name: "gate"});
    return multiply(x, reshape(y, {shape: [channels], name: "row"}), {name: "multiply"});
  });
}
