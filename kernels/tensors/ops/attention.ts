import {
  div,
  env,
  getBackend,
  matMul,
  maximum,
  mul,
  reshape,
  slice,
  softmax,
  sqrt,
  square,
  sum,
  transpose,
  type Tensor
} from "@tensorflow/tfjs-core";
import type {OptionsOf} from "../../ops/table.ts";
import type {Runner} from "./call.ts";

/** Queries (0), keys (1) or values (2) of [n, t, 3c] by heads: [n, h, t, d], or [n, h, d, t] with channels as rows. */
function part(qkv: Tensor, index: 0 | 1 | 2, heads: number, rows: "tokens" | "channels"): Tensor {
  const [n, t, joined] = qkv.shape as [number, number, number];
  const c = joined / 3;
  const own = reshape(slice(qkv, [0, 0, index * c], [n, t, c]), [n, t, heads, c / heads]);
  return transpose(own, rows === "tokens" ? [0, 2, 1, 3] : [0, 2, 3, 1]);
}

/** x / max(‖x‖, 1e-12) over the last axis, the root of a sum that is never 0, so that its slope stays finite. */
function divideByLength(x: Tensor): Tensor {
  const halves = getBackend() === "webgl" && !env().getBool("WEBGL_RENDER_FLOAT32_ENABLED");
  const least = halves ? 1e-7 : 1e-24; // 1e-24 is 0 in 16 bits
  return div(x, sqrt(maximum(sum(square(x), -1, true), least)));
}

export const crossCovariance: Runner<OptionsOf<"crossCovariance">> = ({
  inputs: [qkv],
  outputShape,
  options: {heads},
  parameters: {"": temperature}
}) => {
  const queries = divideByLength(part(qkv, 0, heads, "channels"));
  const keys = divideByLength(part(qkv, 1, heads, "channels"));
  const cosines = matMul(queries, keys, false, true);
  return reshape(softmax(mul(cosines, reshape(temperature, [1, heads, 1, 1]))), [qkv.shape[0], ...outputShape]);
};

export const mixChannels: Runner<object> = ({inputs: [map, qkv], outputShape: [tokens, channels]}) => {
  const [n, , width] = map.shape as [number, number, number];
  const heads = channels / width;
  const mixed = matMul(part(qkv, 2, heads, "tokens"), reshape(map, [n, heads, width, width]), false, true);
  return reshape(transpose(mixed, [0, 2, 1, 3]), [n, tokens, channels]);
};

export const tokenAttention: Runner<OptionsOf<"tokenAttention">> = ({inputs: [qkv], outputShape, options: {heads}}) => {
  const queries = mul(part(qkv, 0, heads, "tokens"), 1 / Math.sqrt(qkv.shape[2]! / 3 / heads));
  const products = matMul(queries, part(qkv, 1, heads, "tokens"), false, true);
  return reshape(softmax(products), [qkv.shape[0], ...outputShape]);
};

export const mixTokens: Runner<object> = ({inputs: [map, qkv], outputShape: [tokens, channels]}) => {
  const [n, rows] = map.shape as [number, number];
  const heads = rows / tokens;
  const mixed = matMul(reshape(map, [n, heads, tokens, tokens]), part(qkv, 2, heads, "tokens"));
  return reshape(transpose(mixed, [0, 2, 1, 3]), [n, tokens, channels]);
};
