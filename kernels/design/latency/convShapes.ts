import type {ConvShape} from "./latency.ts";
import type {Unit} from "../score/blockRules.ts";

/** The convolutions of one unit that a latency table times: main path and projection; gates are too small to matter. */
export function convShapes(
  unit: Unit,
  input: number,
  width: number,
  b: number,
  kernel: number,
  stride: number,
  first: boolean,
  side: number
): readonly ConvShape[] {
  const conv = (from: number, to: number, at: number, k = 1, s = 1, depthwise = false): ConvShape => {
    return {depthwise, input: from, output: to, side: at, kernel: k, stride: s};
  };
  const after = side / stride;
  if (unit === "conv") return [conv(input, width, side, kernel, stride)];
  if (unit === "K1DWK1" || unit === "K1DWSEK1")
    return [conv(input, b, side), conv(b, b, side, kernel, stride, true), conv(b, width, after)];
  const projection = input !== width || (first && unit === "K1KXK1") ? [conv(input, width, after)] : [];
  if (unit === "K1KXK1")
    return [conv(input, b, side), conv(b, b, side, kernel, stride), conv(b, width, after), ...projection];
  const early = unit === "KXKX" ? conv(input, b, side, kernel) : conv(input, b, side);
  return [early, conv(b, width, side, kernel, stride), ...projection];
}
