import {DataError} from "./error.ts";

/** Bytes as a person has them: an array, a dropped File, or a FileAttachment. */
export type BytesLike = Uint8Array | ArrayBuffer | {readonly name?: string; arrayBuffer(): Promise<ArrayBuffer>};

/** The bytes, and what to call them in an error: the file's name where it has one. */
export async function readBytes(
  from: BytesLike | undefined,
  fallback: string
): Promise<{bytes: Uint8Array; name: string}> {
  if (from instanceof Uint8Array) return {bytes: from, name: fallback};
  if (from instanceof ArrayBuffer) return {bytes: new Uint8Array(from), name: fallback};
  if (typeof from === "object" && from !== null && typeof from.arrayBuffer === "function")
    return {bytes: new Uint8Array(await from.arrayBuffer()), name: from.name || fallback};
  throw new DataError(`no bytes: ${String(from)}; expected a FileAttachment, a File, or an array of bytes`, fallback);
}
