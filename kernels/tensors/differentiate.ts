import {engine, keep, tidy, zerosLike, type Scalar, type Tensor} from "@tensorflow/tfjs-core";

/** All tensors are the caller's to dispose of. */
export interface Differentiated<E> {
  readonly value: Scalar;
  readonly extra: E;
  /** ∂value/∂x by the names of `of`. */
  readonly gradients: Map<string, Tensor>;
}

/**
 * The value of `f` and its gradient with respect to some tensors: variables of a network, its input, both. A tensor that the
 * value does not depend on has a gradient of zeros. `extra` is what else the pass should hand out (outputs, taps, running
 * statistics); all of its tensors are kept.
 */
export function differentiate<E>(
  of: ReadonlyMap<string, Tensor>,
  f: () => {value: Scalar; extra: E; kept: readonly Tensor[]}
): Differentiated<E> {
  let extra!: E;
  const names = [...of.keys()];
  const sources = [...of.values()];
  return tidy(() => {
    const {value, grads} = engine().gradients(
      () => {
        const result = f();
        extra = result.extra;
        result.kept.forEach(keep);
        return result.value;
      },
      sources,
      undefined,
      true
    );
    const gradients = new Map(names.map((name, i) => [name, keep(grads[i] ?? zerosLike(sources[i]))]));
    return {value: keep(value), extra, gradients} as never;
  });
}
