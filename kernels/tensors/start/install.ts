import {
  findBackend,
  ready,
  registerBackend,
  removeBackend,
  setBackend,
  type KernelBackend
} from "@tensorflow/tfjs-core";

/**
 * Registers a backend under tfjs' own name for it, in place of the stock factory and of an instance whose device was lost,
 * and makes it the current one. Resolves to undefined if its factory fails: tfjs logs what happened and goes on.
 */
export async function install<B extends KernelBackend>(
  name: string,
  factory: () => B | Promise<B>,
  priority: number
): Promise<B | undefined> {
  removeBackend(name);
  registerBackend(name, factory, priority);
  if (!(await setBackend(name))) return undefined;
  await ready();
  return findBackend(name) as B;
}
