import type {Weight, Weights} from "../../graph/weights.ts";
import {toFloat32, toInt64} from "./dtype.ts";
import {readHeader} from "./header.ts";

export interface SafetensorsFile {
  readonly tensors: Weights;
  readonly metadata: ReadonlyMap<string, string>;
}

/**
 * Reads a safetensors file. Floats become float32 (F16 and BF16 exactly, F64 rounded), integers and booleans int64. Throws an
 * ExchangeError that names what is wrong; see `readHeader` for the rules.
 */
export function readSafetensors(file: Uint8Array | ArrayBuffer): SafetensorsFile {
  const bytes = file instanceof Uint8Array ? file : new Uint8Array(file);
  const {entries, metadata, start} = readHeader(bytes);
  const tensors: Weights = new Map();
  for (const [name, {dtype, shape, begin, end}] of entries) {
    const part = bytes.subarray(start + begin, start + end);
    const weight: Weight =
      dtype === "F32" || dtype === "F16" || dtype === "BF16" || dtype === "F64"
        ? {shape, dtype: "float32", data: toFloat32(dtype, part)}
        : {shape, dtype: "int64", data: toInt64(dtype, part)};
    tensors.set(name, weight);
  }
  return {tensors, metadata};
}
