import type {Pair} from "../../graph/options.ts";
import type {Shape} from "../../graph/shape.ts";
import type {Window} from "../kernels/window.ts";

/** The kernels' window from an op's options and the map that its windows make. */
export function windowTo(
  [, outHeight, outWidth]: Shape,
  {
    kernel,
    stride,
    padding = [0, 0],
    dilation = [1, 1]
  }: {readonly kernel: Pair; readonly stride: Pair; readonly padding?: Pair; readonly dilation?: Pair}
): Window {
  return {
    kernel: [...kernel],
    stride: [...stride],
    padding: [...padding],
    dilation: [...dilation],
    outHeight,
    outWidth
  };
}
