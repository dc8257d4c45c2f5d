import {readFile} from "node:fs/promises";
import {gzipSync} from "node:zlib";

/** Reads what the notebooks' origin serves under /data. */
export async function fetchBytes(url: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(`notebooks${url}`));
}

/** An IDX file of bytes with this header, whatever it says. */
export function idxFile(shape: readonly number[], elements: ArrayLike<number>, type = 0x08): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * shape.length + elements.length);
  bytes.set([0, 0, type, shape.length]);
  shape.forEach((extent, axis) => new DataView(bytes.buffer).setUint32(4 + 4 * axis, extent));
  bytes.set(Array.from(elements), 4 + 4 * shape.length);
  return bytes;
}

export function gzipped(bytes: Uint8Array | string): Uint8Array {
  return new Uint8Array(gzipSync(bytes));
}

/** The message of the error that this promise ends in. */
export async function messageOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
  return "no error";
}
