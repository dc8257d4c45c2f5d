import {designer} from "../../../kernels/design/worker/client.ts";

// What cells find as `design`: the mathematics in the page, searches and proofs (`createDesigns`) in a worker.
export {
  authorsSearch,
  blocksOf,
  designProblem,
  evaluate,
  evaluateMember,
  evaluateNetwork,
  format,
  InfeasibleError,
  latencyOf,
  madNas,
  parse,
  presets,
  randomSearch,
  region,
  seedStructures,
  toNetwork
} from "../../../kernels/design/index.ts";

/** Searches and proofs in the worker that is built. */
export function createDesigns(wasmPath: string) {
  return designer({worker: "/design-worker.js", wasmPath});
}
