import {apply, type Named} from "../graph/block.ts";
import {NetworkError} from "../graph/errors.ts";
import {flag, keyword, known, pair, type Pair} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import {size as elements} from "../graph/shape.ts";
import type {Value} from "../graph/trace.ts";
import {featureMap} from "./rules/expect.ts";
import {writesOutput} from "./rules/pointwise.ts";
import {pythonTuple} from "./rules/python.ts";

export interface ResizeOptions {
  /** Output [height, width]. */
  size: number | Pair;
  method?: "nearest" | "bilinear";
  /** Whether the corners of both maps lie on each other (torch's align_corners); for bilinear only. */
  aligned?: boolean;
}

export interface Resize {
  readonly size: Pair;
  readonly method: "nearest" | "bilinear";
  readonly aligned: boolean;
}

/**
 * Resampling of a map. Nearest reads floor(i · n / m); bilinear weighs the two neighbours of `resizeSource`, without a
 * low-pass filter before shrinking.
 */
export const resizeOp: Op<Resize, "resize"> = {
  name: "resize",
  options(raw) {
    const {size, method = "nearest", aligned = false} = known(raw, "resize", ["size", "method", "aligned"]);
    const options = {
      size: pair("size", size),
      method: keyword("method", method, ["nearest", "bilinear"] as const),
      aligned: flag("aligned", aligned)
    };
    if (options.aligned && options.method !== "bilinear")
      throw new NetworkError(`invalid aligned: true; only bilinear knows corners, and the method is ${options.method}`);
    return options;
  },
  shape: (inputs, {size}) => [featureMap(inputs, "resize")[0], ...size],
  parameters: () => [],
  macs: ({output, options: {method}}) => (method === "bilinear" ? 4 * elements(output) : 0),
  memory: writesOutput,
  field({from, to}, axis, {inputs: [shape], options: {size, method, aligned}}) {
    const scale = shape[axis + 1] / size[axis];
    if (method === "nearest") return [{from: Math.floor(from * scale), to: Math.floor(to * scale)}];
    const source = (i: number) => resizeSource(i, shape[axis + 1], size[axis], aligned);
    return [{from: Math.floor(source(from)), to: Math.ceil(source(to))}];
  },
  onnx(emit, [x], {output, options: {method, aligned}}) {
    // sizes name the batch too, which only the running graph knows
    const [batch] = emit.node("Shape", [x], {start: 0, end: 1});
    const [sizes] = emit.node("Concat", [batch, emit.integers(output)], {axis: 0});
    return emit.node(
      "Resize",
      [x, "", "", sizes],
      method === "nearest"
        ? {mode: "nearest", coordinate_transformation_mode: "asymmetric", nearest_mode: "floor"}
        : {mode: "linear", coordinate_transformation_mode: aligned ? "align_corners" : "half_pixel"}
    )[0];
  },
  torch: ([x], _self, {options: {size, method, aligned}}) => ({
    forward:
      `F.interpolate(${x}, size=${pythonTuple(size)}, mode="${method}"` +
      (method === "bilinear" ? `, align_corners=${aligned ? "True" : "False"})` : ")")
  })
};

/**
 * Where among `from` pixels output pixel i of `to` lies: max(0, (i + ½) · from / to − ½), or with aligned corners
 * i · (from − 1) / (to − 1).
 */
export function resizeSource(i: number, from: number, to: number, aligned: boolean): number {
  if (aligned) return to === 1 ? 0 : (i * (from - 1)) / (to - 1);
  return Math.max(0, ((i + 0.5) * from) / to - 0.5);
}

/** Resamples a feature map to [height, width]. */
export function resize(x: Value, options: ResizeOptions & Named): Value {
  return apply(resizeOp, [x], options);
}
