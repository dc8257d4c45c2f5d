import type {Splits} from "./split.ts";

/**
 * The SHA-256 of decoded images and labels, in hexadecimal: over a line that states both shapes and the kind of the
 * pixels, then the training pixels and labels (int32), then those of the test. How a file was packed does not matter.
 */
export async function digest({train, test}: Splits): Promise<string> {
  const kind = (pixels: Uint8Array | Float32Array) => (pixels instanceof Float32Array ? "float32" : "uint8");
  const header = [train, test]
    .map((split) => `${kind(split.pixels)} ${split.count} ${split.shape.join(" ")}`)
    .join("; ");
  const parts = [
    new TextEncoder().encode(header + "\n"),
    ...[train.pixels, train.labels, test.pixels, test.labels].map(
      (array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
    )
  ];
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return hex(await crypto.subtle.digest("SHA-256", all));
}

function hex(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
