import type {Op} from "./op.ts";
import type {Value} from "./trace.ts";

/** What every block and op takes besides its own options. */
export interface Named {
  /** The name below the surrounding block; made from the kind and a count if absent. */
  name?: string;
}

/**
 * Makes a block of the library: `normalise` turns what a person may write into the one internal form and throws at the
 * door; `body` writes the block in ops and other blocks.
 */
export function block<Raw extends object, O extends object>(
  kind: string,
  normalise: (raw: Raw, x: Value) => O,
  body: (x: Value, options: O) => Value
): (x: Value, raw?: Raw & Named) => Value {
  return (x, raw) => {
    const {name, ...rest} = (raw ?? {}) as Raw & Named;
    return x.tracer.block(
      kind,
      () => normalise(rest as unknown as Raw, x),
      name,
      (options) => body(x, options)
    );
  };
}

/** What an op with parameters takes besides its own options. */
export interface Applied extends Named {
  /** An earlier application of the same op whose weights this one uses too. */
  weightsOf?: Value;
}

/** Applies an op to values with options that may carry a name; the tracing functions of `ops/` are made of this. */
export function apply<O extends object>(op: Op<O>, inputs: readonly Value[], raw: object & Applied = {}): Value {
  const {name, weightsOf, ...options} = raw;
  return inputs[0].tracer.apply(op, inputs, options, name, weightsOf);
}
