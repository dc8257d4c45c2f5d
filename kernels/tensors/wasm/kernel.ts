import type {BackendWasm} from "@tensorflow/tfjs-backend-wasm";
import {util, type KernelConfig, type NamedAttrMap, type TensorInfo} from "@tensorflow/tfjs-core";
import type {Window} from "../kernels/window.ts";
import {simdOf, type SimdKernels} from "./simd.ts";

/** A tensor on the heap: row-major float32 from `pointer`. */
export interface Cell {
  readonly info: TensorInfo;
  readonly shape: readonly number[];
  readonly size: number;
  readonly pointer: number;
}

/** What a kernel of this folder may ask for. Pointers stay valid when the heap grows. */
export interface Heap {
  /** A new tensor that the kernel returns. */
  output(shape: readonly number[]): Cell;
  /** Room for `bytes` bytes until the kernel returns. */
  scratch(bytes: number): number;
  /** A window over a map as the compiled kernels read it. It sees the `channels` of a pixel in `groups` equal parts. */
  window(window: Window, height: number, width: number, channels: number, groups?: number): number;
}

/** The part of Emscripten's module that is called here; tfjs' types leave it out. */
interface Allocator {
  _malloc(bytes: number): number;
  _free(pointer: number): void;
}

/** A wasm kernel from a function that calls the compiled kernels. An input that may be left out is then undefined. */
export function wasmKernel<I extends {[name in keyof I]?: Cell}, A extends NamedAttrMap = NamedAttrMap>(
  kernelName: string,
  body: (kernels: SimdKernels, inputs: I, heap: Heap, attributes: A) => Cell | Cell[]
): KernelConfig {
  return {
    kernelName,
    backendName: "wasm",
    kernelFunc({inputs, backend, attrs}) {
      const wasm = backend as BackendWasm;
      const {kernels, memory} = simdOf(wasm);
      const {_malloc, _free} = wasm.wasm as unknown as Allocator;
      const blocks: number[] = [];
      const cell = (info: TensorInfo): Cell => ({
        info,
        shape: info.shape,
        size: util.sizeFromShape(info.shape),
        pointer: wasm.dataIdMap.get(info.dataId).memoryOffset
      });
      function scratch(bytes: number): number {
        const pointer = _malloc(bytes) >>> 0; // malloc returns a signed integer above 2 GB
        if (!pointer) throw new Error(`out of memory: ${bytes} bytes of scratch for ${kernelName}`);
        blocks.push(pointer);
        return pointer;
      }
      const heap: Heap = {
        output: (shape) => cell(wasm.makeOutput([...shape], "float32")),
        scratch,
        window({kernel, stride, padding, dilation, outHeight, outWidth}, height, width, channels, groups = 1) {
          const map = [height, width, channels / groups, channels];
          const fields = [...map, ...kernel, ...stride, ...padding, ...dilation, outHeight, outWidth];
          const pointer = scratch(4 * fields.length);
          new Int32Array(memory.buffer, pointer, fields.length).set(fields);
          return pointer;
        }
      };
      try {
        const cells: Record<string, Cell> = {};
        for (const [name, info] of Object.entries(inputs)) if (info) cells[name] = cell(info);
        const result = body(kernels, cells as unknown as I, heap, (attrs ?? {}) as A);
        return Array.isArray(result) ? result.map(({info}) => info) : result.info;
      } finally {
        for (const pointer of blocks) _free(pointer);
      }
    }
  };
}
