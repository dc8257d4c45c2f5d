import type {Value} from "../../graph/trace.ts";
import {batchNorm} from "../../ops/batchNorm.ts";
import {conv} from "../../ops/conv.ts";

export interface ConvNorm {
  readonly width: number;
  readonly kernel: number;
  readonly stride?: number;
  readonly groups?: number;
}

/** A convolution without bias that keeps the sides (at stride 1), and its batch norm, under the authors' keys below `name`. */
export function convNorm(x: Value, name: string, {width, kernel, stride = 1, groups = 1}: ConvNorm): Value {
  return x.tracer.scope(name, () => {
    const y = conv(x, {width, kernel, stride, groups, padding: (kernel - 1) / 2, bias: false, name: "conv1"});
    return batchNorm(y, {name: "bn1"});
  });
}
