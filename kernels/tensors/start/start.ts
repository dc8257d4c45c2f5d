/** The three files of tfjs' wasm backend and our two: where to fetch them (a URL that ends in "/"), or their bytes by name. */
export type WasmFiles = string | Readonly<Record<string, Uint8Array>>;

export interface StartOptions {
  readonly wasmPath: WasmFiles;
  /** Whether a device that only imitates a graphics processor will do. */
  readonly software: boolean;
}

/** What runs, in words: an adapter or renderer and whether it is software. */
export interface Started {
  readonly device: string;
}

/** Why a backend does not run here, as the end of a sentence. */
export interface Refused {
  readonly why: string;
}

/** Makes a backend the current one of TensorFlow.js with our kernels, or says why not. */
export type Start = (options: StartOptions) => Promise<Started | Refused>;
