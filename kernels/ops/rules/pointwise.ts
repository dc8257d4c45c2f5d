import type {Interval} from "../../graph/op.ts";
import {size, type Shape} from "../../graph/shape.ts";

/** Field of an op whose every output position reads the same position of each of its inputs. */
export function samePosition(interval: Interval, _axis: 0 | 1, {inputs}: {readonly inputs: readonly Shape[]}) {
  return inputs.map(() => interval);
}

/** Field of an op whose output reads every position of its inputs. */
export function everyPosition(_interval: Interval, _axis: 0 | 1, {inputs}: {readonly inputs: readonly Shape[]}) {
  return inputs.map(() => "all" as const);
}

/** Memory of an op that writes its output, which the backward pass of its reader needs. */
export function writesOutput({output}: {readonly output: Shape}) {
  return {training: size(output), inference: size(output)};
}

/** Memory of an op that only looks at its input in another way. */
export function writesNothing() {
  return {training: 0, inference: 0};
}
