import type {BackendWasm} from "@tensorflow/tfjs-backend-wasm";

type Pointer = number;

/** The compiled kernels of simd/. Pointers and strides are bytes on the TensorFlow.js heap. */
export interface SimdKernels {
  adam(
    value: Pointer,
    m: Pointer,
    v: Pointer,
    gradient: Pointer,
    newValue: Pointer,
    newM: Pointer,
    newV: Pointer,
    count: number,
    beta1: number,
    beta2: number,
    rest1: number,
    rest2: number,
    epsilon: number,
    keep: number,
    step: number,
    scale: number
  ): void;
  batchNorm(
    x: Pointer,
    gamma: Pointer,
    beta: Pointer,
    rows: number,
    c: number,
    epsilon: number,
    y: Pointer,
    mean: Pointer,
    variance: Pointer,
    scratch: Pointer
  ): void;
  batchNormGradient(
    dy: Pointer,
    x: Pointer,
    gamma: Pointer,
    mean: Pointer,
    variance: Pointer,
    rows: number,
    c: number,
    epsilon: number,
    dx: Pointer,
    dgamma: Pointer,
    dbeta: Pointer,
    scratch: Pointer
  ): void;
  batchNormScratch(c: number): number;
  normalise(
    x: Pointer,
    gamma: Pointer,
    beta: Pointer,
    mean: Pointer,
    variance: Pointer,
    rows: number,
    c: number,
    epsilon: number,
    y: Pointer,
    scale: Pointer
  ): void;
  blend(a: Pointer, b: Pointer, count: number, weightA: number, weightB: number, to: Pointer): void;
  channelSum(x: Pointer, rows: number, c: number, to: Pointer, scratch: Pointer): void;
  sumsScratch(c: number): number;
  conv(
    window: Pointer,
    x: Pointer,
    filter: Pointer,
    bias: Pointer,
    co: number,
    positions: number,
    y: Pointer,
    scratch: Pointer
  ): void;
  convScratch(window: Pointer, co: number): number;
  convTranspose(
    window: Pointer,
    x: Pointer,
    filter: Pointer,
    bias: Pointer,
    co: number,
    positions: number,
    pixels: number,
    y: Pointer,
    scratch: Pointer
  ): void;
  convTransposeScratch(window: Pointer, co: number): number;
  convGradientFilter(
    window: Pointer,
    x: Pointer,
    dy: Pointer,
    co: number,
    positions: number,
    gradient: Pointer,
    scratch: Pointer
  ): void;
  convGradientFilterScratch(window: Pointer, co: number): number;
  copyStrips(from: Pointer, step: number, rows: number, count: number, to: Pointer, toStep: number): void;
  depthwise(window: Pointer, x: Pointer, filter: Pointer, batch: number, y: Pointer): void;
  depthwiseGradientInput(window: Pointer, dy: Pointer, filter: Pointer, batch: number, dx: Pointer): void;
  depthwiseGradientFilter(
    window: Pointer,
    x: Pointer,
    dy: Pointer,
    batch: number,
    gradient: Pointer,
    scratch: Pointer
  ): void;
  depthwiseGradientFilterScratch(window: Pointer): number;
  edges(x: Pointer, nearest: Pointer, batch: number, points: number, c: number, count: number, y: Pointer): void;
  edgesGradient(
    dy: Pointer,
    nearest: Pointer,
    batch: number,
    points: number,
    c: number,
    count: number,
    dx: Pointer
  ): void;
  nearest(x: Pointer, batch: number, points: number, c: number, count: number, y: Pointer, scratch: Pointer): void;
  nearestScratch(points: number): number;
  gelu(x: Pointer, y: Pointer, count: number): void;
  geluGradient(x: Pointer, dy: Pointer, dx: Pointer, count: number): void;
  haar(x: Pointer, lines: number, width: number, c: number, y: Pointer): void;
  haarInverse(x: Pointer, lines: number, width: number, c: number, y: Pointer): void;
  layerNorm(x: Pointer, gamma: Pointer, beta: Pointer, rows: number, c: number, epsilon: number, y: Pointer): void;
  layerNormGradient(
    dy: Pointer,
    x: Pointer,
    gamma: Pointer,
    rows: number,
    c: number,
    epsilon: number,
    dx: Pointer,
    dgamma: Pointer,
    dbeta: Pointer
  ): void;
  maxPool(window: Pointer, x: Pointer, batch: number, y: Pointer): void;
  maxPoolGradient(
    window: Pointer,
    dy: Pointer,
    x: Pointer,
    y: Pointer,
    batch: number,
    dx: Pointer,
    scratch: Pointer
  ): void;
  maxPoolGradientScratch(window: Pointer): number;
  product(
    a: Pointer,
    rows: number,
    depth: number,
    b: Pointer,
    row: number,
    column: number,
    columns: number,
    bias: Pointer,
    c: Pointer,
    scratch: Pointer
  ): void;
  productScratch(depth: number, columns: number): number;
  transposedProduct(
    x: Pointer,
    depth: number,
    width: number,
    y: Pointer,
    row: number,
    column: number,
    columns: number,
    c: Pointer,
    scratch: Pointer
  ): void;
  transposedScratch(width: number, columns: number): number;
}

/** The kernels of a backend and the memory that both work on. */
export interface Simd {
  readonly kernels: SimdKernels;
  readonly memory: WebAssembly.Memory;
}

const loaded = new WeakMap<BackendWasm, Simd>();

/** What was loaded for this backend. */
export function simdOf(backend: BackendWasm): Simd {
  const simd = loaded.get(backend);
  if (!simd) throw new Error("missing SIMD kernels; start the wasm backend by chooseBackend");
  return simd;
}

/** The heap of the backend: the threaded build names it, the other one only exports it. */
function memoryOf({wasm}: BackendWasm): WebAssembly.Memory {
  const {wasmMemory, asm} = wasm as unknown as {wasmMemory?: unknown; asm?: Record<string, unknown>};
  const memory = [wasmMemory, ...Object.values(asm ?? {})].find((value) => value instanceof WebAssembly.Memory);
  if (!memory) throw new Error("the wasm backend of TensorFlow.js shows no memory; expected version 4.22");
  return memory as WebAssembly.Memory;
}

/**
 * Instantiates our kernels on the backend's heap. `read` gives the bytes of `simd.wasm` or, where the heap is shared between
 * threads, of `simd-shared.wasm`.
 */
export async function loadSimd(backend: BackendWasm, read: (file: string) => Promise<BufferSource>): Promise<void> {
  const memory = memoryOf(backend);
  const shared = typeof SharedArrayBuffer !== "undefined" && memory.buffer instanceof SharedArrayBuffer;
  const bytes = await read(shared ? "simd-shared.wasm" : "simd.wasm");
  const {instance} = await WebAssembly.instantiate(bytes, {env: {memory, abort: fail}});
  loaded.set(backend, {kernels: instance.exports as unknown as SimdKernels, memory});
}

function fail(): never {
  throw new Error("a SIMD kernel failed");
}
