import {NetworkError} from "../../graph/errors.ts";
import {known, pair, type Pair} from "../../graph/options.ts";

export interface PoolOptions {
  kernel: number | Pair;
  /** The kernel, if absent. */
  stride?: number | Pair;
  /** At most half the kernel. */
  padding?: number | Pair;
}

export interface Pool {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
}

export function poolOptions(raw: object, op: string): Pool {
  const {kernel, stride = kernel, padding = 0} = known(raw, op, ["kernel", "stride", "padding"]);
  const window = {
    kernel: pair("kernel", kernel),
    stride: pair("stride", stride),
    padding: pair("padding", padding, 0)
  };
  for (const axis of [0, 1])
    if (2 * window.padding[axis] > window.kernel[axis])
      throw new NetworkError(
        `invalid padding of ${op}: ${window.padding[axis]}; at most half the kernel ${window.kernel[axis]}`
      );
  return window;
}
