import type {OnnxEmitter} from "../../graph/op.ts";

/** ONNX pads are all beginnings, then all ends. */
export function onnxPads([vertical, horizontal]: readonly [number, number]): number[] {
  return [vertical, horizontal, vertical, horizontal];
}

/** Runs `body` on the map with channels last, and turns its result back. */
export function channelsLast(emit: OnnxEmitter, x: string, body: (x: string) => string): string {
  const [last] = emit.node("Transpose", [x], {perm: [0, 2, 3, 1]});
  return emit.node("Transpose", [body(last)], {perm: [0, 3, 1, 2]})[0];
}

/** Reshapes each sample; 0 keeps the batch, whose size the file leaves open. */
export function reshapeSamples(emit: OnnxEmitter, x: string, shape: readonly number[]): string {
  return emit.node("Reshape", [x, emit.integers([0, ...shape])])[0];
}

/** Takes `from … to` (to excluded) along an axis of the batch. */
export function sliceAxis(emit: OnnxEmitter, x: string, axis: number, from: number, to: number): string {
  return emit.node("Slice", [x, emit.integers([from]), emit.integers([to]), emit.integers([axis])])[0];
}
