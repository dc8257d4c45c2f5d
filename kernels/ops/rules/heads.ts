import {NetworkError} from "../../graph/errors.ts";
import type {OnnxEmitter} from "../../graph/op.ts";
import {formatShape, type Shape} from "../../graph/shape.ts";
import {sliceAxis} from "./onnxMap.ts";

/** Queries, keys and values side by side, [t, 3c]: part · c + head · d + i, with d = c/heads. */
export interface Heads {
  readonly tokens: number;
  /** c: of queries, keys and values each. */
  readonly channels: number;
  readonly heads: number;
  /** d. */
  readonly width: number;
}

/** Reads the shape of joined queries, keys and values. Throws a NetworkError where they or the heads do not divide it. */
export function headsOf(shape: Shape, heads: number, op: string): Heads {
  if (shape.length !== 2 || shape[1] % 3)
    throw new NetworkError(`invalid input of ${op}: ${formatShape(shape)}; expected queries, keys and values [t, 3c]`, {
      shapes: [shape]
    });
  const channels = shape[1] / 3;
  if (channels % heads)
    throw new NetworkError(`invalid heads of ${op}: ${heads}; must divide the ${channels} channels`, {shapes: [shape]});
  return {tokens: shape[0], channels, heads, width: channels / heads};
}

/** Where a part's axes go from [n, t, h, d]: rows of channels, [n, h, d, t], or rows of tokens, [n, h, t, d]. */
export type Rows = "channels" | "tokens";

/** Queries (0), keys (1) or values (2) of an ONNX value [n, t, 3c], apart by heads. */
export function onnxPart(
  emit: OnnxEmitter,
  qkv: string,
  part: 0 | 1 | 2,
  rows: Rows,
  {tokens, channels, heads, width}: Heads
): string {
  const own = sliceAxis(emit, qkv, 2, part * channels, (part + 1) * channels);
  const [split] = emit.node("Reshape", [own, emit.integers([0, tokens, heads, width])]);
  return emit.node("Transpose", [split], {perm: rows === "channels" ? [0, 2, 3, 1] : [0, 2, 1, 3]})[0];
}
