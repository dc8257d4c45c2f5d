import type {Shape} from "./shape.ts";

/**
 * How a parameter starts. Uniform draws from [−bound, bound), shares from [0, 2 / of); a truncated normal draws again what is
 * beyond ±bound, 2 if absent; a choice has `chosen` ones in each of its rows, at random, and zeros else. Values are given in
 * PyTorch's layout, row-major.
 */
export type Initial =
  | {readonly kind: "uniform"; readonly bound: number}
  | {readonly kind: "normal"; readonly deviation: number}
  | {readonly kind: "truncatedNormal"; readonly deviation: number; readonly bound?: number}
  | {readonly kind: "unitRows"; readonly rows: number}
  | {readonly kind: "shares"; readonly of: number}
  | {readonly kind: "choice"; readonly rows: number; readonly chosen: number}
  | {readonly kind: "constant"; readonly value: number};

/**
 * What a parameter is for: `trainable` follows the gradient, `statistic` is updated by a training pass (running mean and
 * variance), `fixed` never changes, `counter` is PyTorch's int64 `num_batches_tracked`.
 */
export type Role = "trainable" | "statistic" | "fixed" | "counter";

/** One tensor of an op as PyTorch's state dict knows it. An empty name means that the op's own path is the key. */
export interface ParameterSpec {
  readonly name: string;
  readonly shape: Shape;
  readonly role: Role;
  readonly initial: Initial;
}

/** A parameter in its network: its full state-dict key. */
export interface Parameter extends ParameterSpec {
  readonly key: string;
}
