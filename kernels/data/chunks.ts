import {DataError} from "./error.ts";

/** Whether these bytes begin as a gzip member (RFC 1952). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes.length > 1 && bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * The decoded bytes of a file, piece by piece: unpacked if it is gzipped, as it is otherwise. A reader that has seen
 * enough (a wrong magic number, more bytes than the header promised) stops iterating, and nothing more is unpacked.
 * Throws a DataError when the gzip data is damaged or cut short.
 */
export async function* chunks(bytes: Uint8Array, place: string): AsyncGenerator<Uint8Array, void, undefined> {
  if (!isGzip(bytes)) {
    yield bytes;
    return;
  }
  const packed = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  const reader = packed.pipeThrough(new DecompressionStream("gzip")).getReader();
  try {
    for (;;) {
      const {done, value} = await reader.read().catch(() => {
        throw new DataError("damaged gzip data; the file is cut short or was changed", place);
      });
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined); // already closed or failed
  }
}
