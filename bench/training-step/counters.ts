/** What reached the graphics processor. */
export interface Counts {
  dispatches: number;
  submits: number;
  draws: number;
}

export const counts: Counts = {dispatches: 0, submits: 0, draws: 0};

/** Counts every later call of `method` on objects with this prototype. */
function countCalls(prototype: object | undefined, method: string, count: keyof Counts): void {
  if (!prototype) return;
  const methods = prototype as Record<string, (...args: unknown[]) => unknown>;
  const original = methods[method];
  methods[method] = function (this: unknown, ...args: unknown[]) {
    ++counts[count];
    return original.apply(this, args);
  };
}

/** Call before the first backend starts. */
export function installCounters(): void {
  const scope = globalThis as unknown as Record<string, {prototype: object} | undefined>;
  countCalls(scope.GPUComputePassEncoder?.prototype, "dispatchWorkgroups", "dispatches");
  countCalls(scope.GPUQueue?.prototype, "submit", "submits");
  for (const draw of ["drawElements", "drawArrays"]) countCalls(scope.WebGL2RenderingContext?.prototype, draw, "draws");
}
