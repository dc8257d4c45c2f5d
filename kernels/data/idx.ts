import type {Shape} from "../graph/shape.ts";
import {chunks} from "./chunks.ts";
import {DataError} from "./error.ts";

/** An array of unsigned bytes as an IDX file holds it, row-major. */
export interface IdxArray {
  readonly shape: Shape;
  readonly data: Uint8Array;
}

const elements: Record<number, string> = {
  0x09: "signed bytes",
  0x0b: "16-bit integers",
  0x0c: "32-bit integers",
  0x0d: "32-bit floats",
  0x0e: "64-bit floats"
};

/**
 * Reads an IDX file of unsigned bytes, of any rank, raw or gzipped (the format of MNIST,
 * http://yann.lecun.com/exdb/mnist): two zero bytes, the element type 0x08, the rank, then one big-endian 32-bit extent
 * for each axis, then the elements. The header is checked before anything is allocated for the elements, and the
 * length must be exactly what it promises. Throws a DataError that names `place`.
 */
export async function readIdx(
  bytes: Uint8Array,
  {place = "IDX file", limit = 1 << 29}: {place?: string; limit?: number} = {}
): Promise<IdxArray> {
  let head = new Uint8Array(0);
  let shape: Shape | undefined;
  let data = new Uint8Array(0);
  let filled = 0;
  for await (let chunk of chunks(bytes, place)) {
    if (!shape) {
      head = joined(head, chunk);
      shape = readHeader(head, place, limit);
      if (!shape) continue;
      const start = 4 + 4 * shape.length;
      data = new Uint8Array(shape.reduce((product, extent) => product * extent, 1));
      chunk = head.subarray(start);
    }
    if (filled + chunk.length > data.length)
      throw new DataError(`file too long for its header: ${shape.join("×")} needs ${data.length} bytes`, place);
    data.set(chunk, filled);
    filled += chunk.length;
  }
  if (!shape) throw new DataError(`file too short: ${head.length} bytes; the header is incomplete`, place);
  if (filled < data.length)
    throw new DataError(`file too short: ${shape.join("×")} needs ${data.length} bytes, found ${filled}`, place);
  return {shape, data};
}

/** The shape that a header announces; undefined while bytes of it are missing. */
function readHeader(head: Uint8Array, place: string, limit: number): Shape | undefined {
  if (head.length < 4) return undefined;
  const [zero, zeroToo, type, rank] = head;
  if (zero !== 0 || zeroToo !== 0) {
    const magic = [...head.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
    throw new DataError(`not an IDX file: it begins with ${magic}, expected 00 00 08 and the rank`, place);
  }
  if (type !== 0x08) {
    const named = elements[type] ?? `type 0x${type.toString(16).padStart(2, "0")}`;
    throw new DataError(`unsupported IDX elements: ${named}; only unsigned bytes (0x08) are read`, place);
  }
  if (!(rank > 0)) throw new DataError("invalid IDX rank: 0; expected at least one axis", place);
  if (head.length < 4 + 4 * rank) return undefined;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const shape = Array.from({length: rank}, (_, axis) => view.getUint32(4 + 4 * axis));
  const empty = shape.indexOf(0);
  if (empty >= 0) throw new DataError(`empty IDX array: ${shape.join("×")}; axis ${empty} has no elements`, place);
  const total = shape.reduce((product, extent) => product * extent, 1);
  if (!(total <= limit))
    throw new DataError(`IDX array too large: ${shape.join("×")} is ${total} bytes, at most ${limit} are read`, place);
  return shape;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
