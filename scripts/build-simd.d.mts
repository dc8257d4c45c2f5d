/** Writes simd.wasm and simd-shared.wasm into `folder`. */
export function buildSimd(folder: string): Promise<void>;

/** A folder with both builds of the sources as they are now. */
export function simdFolder(): Promise<string>;
