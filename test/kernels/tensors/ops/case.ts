import type {Shape} from "../../../../kernels/graph/shape.ts";
import type {Value} from "../../../../kernels/graph/trace.ts";

/** An op at certain shapes, as a small network. */
export interface OpCase {
  /** Unique within its op; it seeds the input and the weights. */
  readonly name: string;
  /** Of one sample. */
  readonly shape: Shape;
  readonly build: (x: Value) => Value;
  /** 2 if absent. */
  readonly batch?: number;
  /** Batch statistics and dropout; false if absent. */
  readonly training?: boolean;
}

export function opCase(name: string, shape: Shape, build: (x: Value) => Value, more: Partial<OpCase> = {}): OpCase {
  return {name, shape, build, ...more};
}
