import {NetworkError} from "../../graph/errors.ts";
import type {Interval, ReadInterval} from "../../graph/op.ts";
import type {Pair} from "../../graph/options.ts";

/** A window that slides over a map: pairs are [height, width]. Padding is the same before and after. */
export interface Window {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
  readonly dilation: Pair;
}

/** Output height and width: floor((n + 2p − d(k − 1) − 1) / s) + 1. */
export function windowExtents(height: number, width: number, {kernel, stride, padding, dilation}: Window, op: string) {
  return [height, width].map((extent, axis) => {
    const span = dilation[axis] * (kernel[axis] - 1) + 1;
    const room = extent + 2 * padding[axis] - span;
    if (room < 0)
      throw new NetworkError(
        `invalid kernel of ${op}: ${kernel[axis]}; spans ${span}, but ${axis ? "width" : "height"} ${extent} with padding ${padding[axis]} is ${extent + 2 * padding[axis]}`
      );
    return Math.floor(room / stride[axis]) + 1;
  });
}

/** [a, b] of the output reads [a·s − p, b·s − p + d(k − 1)] of the input; a single position only every d-th of them. */
export function windowField(
  {from, to}: Interval,
  axis: 0 | 1,
  {kernel, stride, padding, dilation}: Window
): ReadInterval {
  return {
    from: from * stride[axis] - padding[axis],
    to: to * stride[axis] - padding[axis] + dilation[axis] * (kernel[axis] - 1),
    step: from === to ? dilation[axis] : 1
  };
}
