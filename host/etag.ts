import {createHash} from "node:crypto";
import type {FileHandle} from "node:fs/promises";
import {HttpError} from "./httpError.ts";

/** SHA-256 in hexadecimal digits. */
export function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** SHA-256 of an open file's content, read from the start. */
export async function hashOfFile(file: FileHandle): Promise<string> {
  const hash = createHash("sha256");
  const buffer = new Uint8Array(1 << 20);
  let position = 0;
  for (;;) {
    const {bytesRead} = await file.read(buffer, 0, buffer.length, position);
    if (bytesRead === 0) return hash.digest("hex");
    hash.update(buffer.subarray(0, bytesRead));
    position += bytesRead;
  }
}

/** The ETag of content: of the bytes alone, so that a file that was only touched does not conflict. */
export function etagOf(hash: string): string {
  return `"${hash.slice(0, 40)}"`;
}

/** What a writer knows of the file: that it is new, or which content it replaces. */
export type Precondition = {readonly absent: true} | {readonly absent: false; readonly etag: string};

/** Reads `If-Match` or `If-None-Match: *`; throws 428 where there is neither, 400 where they say something else. */
export function readPrecondition(headers: Headers): Precondition {
  const match = headers.get("if-match");
  const none = headers.get("if-none-match");
  if (match === null && none === null)
    throw new HttpError(428, "missing precondition; expected If-Match with the file's ETag or If-None-Match: *");
  if (match !== null && none !== null)
    throw new HttpError(400, "ambiguous precondition; both If-Match and If-None-Match");
  if (none !== null) {
    if (none.trim() !== "*") throw new HttpError(400, `invalid If-None-Match: ${none.slice(0, 60)}; expected *`);
    return {absent: true};
  }
  return {absent: false, etag: readIfMatch(headers)};
}

/** Reads an `If-Match` of exactly one ETag of ours; throws 428 or 400. */
export function readIfMatch(headers: Headers): string {
  const match = headers.get("if-match")?.trim();
  if (match === undefined) throw new HttpError(428, "missing precondition; expected If-Match with the file's ETag");
  if (!/^"[0-9a-f]{40}"$/.test(match))
    throw new HttpError(400, `invalid If-Match: ${match.slice(0, 60)}; expected one ETag`);
  return match;
}
