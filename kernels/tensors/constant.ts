import {engine, keep, tensor, type KernelBackend, type Tensor} from "@tensorflow/tfjs-core";

const constants = new WeakMap<KernelBackend, Map<string, Tensor>>();

/**
 * A tensor that never changes (the matrices of a wavelet, of a resize): made once on the current backend and kept. The key
 * says all that the values depend on.
 */
export function constant(key: string, make: () => {shape: number[]; values: Float32Array}): Tensor {
  const {backend} = engine();
  let known = constants.get(backend);
  if (!known) constants.set(backend, (known = new Map<string, Tensor>()));
  let found = known.get(key);
  if (!found) {
    const {values, shape} = make();
    known.set(key, (found = keep(tensor(values, shape, "float32"))));
  }
  return found;
}
