import {formatShape, size} from "../../graph/shape.ts";
import type {Weight, Weights} from "../../graph/weights.ts";
import {ExchangeError} from "../error.ts";
import {limits, readHeader} from "./header.ts";

/**
 * Writes weights as a safetensors file, float32 as F32 and int64 as I64. Tensors stand by the size of their elements, then by
 * name, and the header ends on a multiple of 8: the same weights give the same bytes. `__metadata__` says format "pt" and what
 * else is given. Throws an ExchangeError where a tensor is not what its shape says.
 */
export function writeSafetensors(weights: Weights, metadata: Readonly<Record<string, string>> = {}): Uint8Array {
  const sorted = [...weights].sort(([a, {dtype: x}], [b, {dtype: y}]) =>
    x === y ? compareText(a, b) : x === "int64" ? -1 : 1
  );
  let at = 0;
  const entries = sorted.map(([name, weight]) => {
    if (name === "__metadata__") throw new ExchangeError("name", "invalid name: __metadata__ is no tensor");
    if (weight.dtype === "float32" && !(weight.data instanceof Float32Array))
      throw new ExchangeError("dtype", `invalid data: float32 is expected in a Float32Array (${name})`);
    if (weight.data.length !== size(weight.shape))
      throw new ExchangeError(
        "shape",
        `invalid shape: ${formatShape(weight.shape)} has ${size(weight.shape)} elements, the data ${weight.data.length} (${name})`
      );
    const begin = at;
    at += weight.data.length * (weight.dtype === "int64" ? 8 : 4);
    const dtype = weight.dtype === "int64" ? "I64" : "F32";
    return `${JSON.stringify(name)}:${JSON.stringify({dtype, shape: weight.shape, data_offsets: [begin, at]})}`;
  });
  const notes = Object.entries({format: "pt", ...metadata}).sort(([a], [b]) => compareText(a, b));
  const about = `"__metadata__":{${notes.map(([key, text]) => `${JSON.stringify(key)}:${JSON.stringify(text)}`).join(",")}}`;
  const json = new TextEncoder().encode(`{${[about, ...entries].join(",")}}`);
  const length = Math.ceil(json.byteLength / 8) * 8;
  if (length > limits.headerBytes)
    throw new ExchangeError("header-size", `invalid header: ${length} bytes; at most ${limits.headerBytes} are read`);
  const file = new Uint8Array(8 + length + at);
  new DataView(file.buffer).setBigUint64(0, BigInt(length), true);
  file.fill(0x20, 8, 8 + length); // the header may end in spaces
  file.set(json, 8);
  let position = 8 + length;
  for (const [, weight] of sorted) {
    const bytes = bytesOf(weight);
    file.set(bytes, position);
    position += bytes.byteLength;
  }
  readHeader(file); // names and sizes keep to our own limits, or the file could not be read back
  return file;
}

/** Elements as they stand in memory: every machine that runs this is little-endian, as the file is. */
function bytesOf({dtype, data}: Weight): Uint8Array {
  const elements =
    dtype === "int64" && !(data instanceof BigInt64Array) ? BigInt64Array.from(data, (value) => BigInt(value)) : data;
  return new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength);
}

/** By code units, the same everywhere; never by the reader's language. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
