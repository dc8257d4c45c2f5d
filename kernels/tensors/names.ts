export type BackendName = "webgpu" | "webgl" | "wasm" | "cpu";

/** In the order in which they are tried. */
export const backendNames: readonly BackendName[] = ["webgpu", "webgl", "wasm", "cpu"];
