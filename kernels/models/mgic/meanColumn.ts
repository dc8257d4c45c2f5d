import type {Value} from "../../graph/trace.ts";
import {globalAveragePool} from "../../ops/globalAveragePool.ts";
import {reshape} from "../../ops/reshape.ts";
import {resize} from "../../ops/resize.ts";

/** The means of all channels as a map of one pixel. */
export function meanColumn(x: Value, name: string): Value {
  return reshape(globalAveragePool(x, {name}), {shape: [x.shape[0], 1, 1], name: `${name}_column`});
}

/** A map of one pixel copied to all positions of another. */
export function spread(column: Value, {shape: [, height, width]}: Value, name: string): Value {
  return resize(column, {size: [height, width], name});
}
