import type {Shape} from "./shape.ts";

/** A network that cannot be: names the place (`layers.3.feedforward.0`) and, where a shape is at fault, the shapes. */
export class NetworkError extends Error {
  override name = "NetworkError";
  readonly fault: string;
  readonly path: string;
  readonly shapes: readonly Shape[];
  constructor(fault: string, {path = "", shapes = []}: {path?: string; shapes?: readonly Shape[]} = {}) {
    super(path ? `${fault} (${path})` : fault);
    this.fault = fault;
    this.path = path;
    this.shapes = shapes;
  }
}

/** Runs a rule; an error that does not know its place yet is told. */
export function located<T>(path: string, shapes: readonly Shape[], rule: () => T): T {
  try {
    return rule();
  } catch (error) {
    if (error instanceof NetworkError && !error.path)
      throw new NetworkError(error.fault, {path, shapes: error.shapes.length ? error.shapes : shapes});
    throw error;
  }
}
