import {HttpError} from "./httpError.ts";

/** The most bytes of a JSON body. */
export const jsonCap = 8 * 2 ** 20;
/** The most bytes of a notebook. */
export const notebookCap = 64 * 2 ** 20;
/** The most bytes of an entry of the journal: two notebooks, as JSON. */
export const journalCap = 2 * notebookCap + jsonCap;
/** The most bytes of a file of a run. */
export const runFileCap = 512 * 2 ** 20;
/** The most bytes of any other file. */
export const fileCap = 2 * 2 ** 30;

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(bytes < 10 * 2 ** 20 ? 1 : 0)} MB`;
}

/** The media type of the body, without parameters. */
function typeOf(request: Request): string {
  return (request.headers.get("content-type") ?? "").split(";")[0].trim().toLowerCase();
}

function requireType(request: Request, type: string): void {
  const found = typeOf(request);
  if (found !== type) throw new HttpError(415, `invalid content type: ${found || "none"}; expected ${type}`);
}

/** The chunks of a body of at most `cap` bytes of type application/octet-stream; throws 413 as soon as it is longer. */
export async function* bodyChunks(request: Request, cap: number): AsyncGenerator<Uint8Array> {
  requireType(request, "application/octet-stream");
  yield* chunks(request, cap);
}

async function* chunks(request: Request, cap: number): AsyncGenerator<Uint8Array> {
  const tooLarge = () => new HttpError(413, `too large: expected at most ${megabytes(cap)}`);
  if (Number(request.headers.get("content-length") ?? 0) > cap) throw tooLarge();
  if (request.body === null) return;
  let length = 0;
  for await (const chunk of request.body) {
    length += chunk.byteLength;
    if (length > cap) throw tooLarge();
    yield chunk;
  }
}

/** A JSON body of at most `cap` bytes, parsed; not yet checked. */
export async function readJson(request: Request, cap = jsonCap): Promise<unknown> {
  requireType(request, "application/json");
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks(request, cap)) parts.push(chunk);
  let text: string;
  try {
    text = new TextDecoder("utf-8", {fatal: true}).decode(Buffer.concat(parts));
  } catch {
    throw new HttpError(400, "invalid body: not UTF-8");
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpError(400, "invalid body: not JSON");
  }
}
