import {apply, type Named} from "../graph/block.ts";
import {keyword, known, pair, type Pair} from "../graph/options.ts";
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
}

export interface Resize {
  readonly size: Pair;
  readonly method: "nearest" | "bilinear";
}

/**
 * Resampling of a map. Nearest reads floor(i · n / m); bilinear weighs the two neighbours of max(0, (i + ½) · n / m − ½),
 * torch's align_corners=False, without a low-pass filter before shrinking.
 */
export const resizeOp: Op<Resize, "resize"> = {
  name: "resize",
  options(raw) {
    const {size, method = "nearest"} = known(raw, "resize", ["size", "method"]);
    return {size: pair("size", size), method: keyword("method", method, ["nearest", "bilinear"])};
  },
  shape: (inputs, {size}) => [featureMap(inputs, "resize")[0], ...size],
  parameters: () => [],
  macs: ({output, options: {method}}) => (method === "bilinear" ? 4 * elements(output) : 0),
  memory: writesOutput,
  field({from, to}, axis, {inputs: [shape], options: {size, method}}) {
    const scale = shape[axis + 1] / size[axis];
    if (method === "nearest") return [{from: Math.floor(from * scale), to: Math.floor(to * scale)}];
    const source = (i: number) => Math.max(0, (i + 0.5) * scale - 0.5);
    return [{from: Math.floor(source(from)), to: Math.ceil(source(to))}];
  },
  onnx(emit, [x], {output, options: {method}}) {
    // sizes name the batch too, which only the running graph knows
    const [batch] = emit.node("Shape", [x], {start: 0, end: 1});
    const [sizes] = emit.node("Concat", [batch, emit.integers(output)], {axis: 0});
    return emit.node(
      "Resize",
      [x, "", "", sizes],
      method === "nearest"
        ? {mode: "nearest", coordinate_transformation_mode: "asymmetric", nearest_mode: "floor"}
        : {mode: "linear", coordinate_transformation_mode: "half_pixel"}
    )[0];
  },
  torch: ([x], _self, {options: {size, method}}) => ({
    forward:
      `F.interpolate(${x}, size=${pythonTuple(size)}, mode="${method}"` +
      (method === "bilinear" ? ", align_corners=False)" : ")")
  })
};

/** Resamples a feature map to [height, width]. */
export function resize(x: Value, options: ResizeOptions & Named): Value {
  return apply(resizeOp, [x], options);
}
