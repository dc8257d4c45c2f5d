/** Told when the device under a backend is gone: a driver restart, a killed GPU process, a context taken away. */
export type LostListener = (backend: "webgpu" | "webgl", message: string) => void;

const listeners = new Set<LostListener>();

/**
 * Calls `listener` when a running device is lost. Operations then go on without an error and read-backs fail or never settle,
 * so whoever trains drops what it holds, calls `chooseBackend` again, and uploads its weights anew. Returns the way to stop
 * listening.
 */
export function onDeviceLost(listener: LostListener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function deviceLost(backend: "webgpu" | "webgl", message: string): void {
  for (const listener of listeners) listener(backend, message);
}
