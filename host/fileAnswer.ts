import type {FileHandle} from "node:fs/promises";
import {readRange, type Range} from "./range.ts";

const chunk = 256 * 1024;

/** Streams part of an open file and closes it at the end, on error, and when the reader goes away. */
function streamOf(file: FileHandle, {from, to}: Range): ReadableStream<Uint8Array> {
  let position = from;
  return new ReadableStream({
    async pull(controller) {
      try {
        const buffer = new Uint8Array(Math.min(chunk, to - position + 1));
        const {bytesRead} = buffer.length > 0 ? await file.read(buffer, 0, buffer.length, position) : {bytesRead: 0};
        position += bytesRead;
        if (bytesRead > 0) controller.enqueue(buffer.subarray(0, bytesRead));
        if (bytesRead === 0 || position > to) {
          await file.close();
          controller.close();
        }
      } catch (error) {
        await file.close();
        throw error;
      }
    },
    // The only sign of an abort that every transport gives.
    cancel: () => file.close()
  });
}

/**
 * Answers GET or HEAD with an open file, or the part of it that is asked for (206, 416), or 304. Takes charge of `file`
 * and closes it.
 */
export async function fileAnswer(
  request: Request,
  file: FileHandle,
  {etag, size, type, headers}: {etag: string; size: number; type: string; headers: Record<string, string>}
): Promise<Response> {
  const common = {...headers, "content-type": type, etag, "accept-ranges": "bytes"};
  const bodiless = async (status: number, extra: Record<string, string> = {}) => {
    await file.close();
    return new Response(null, {status, headers: {...common, ...extra}});
  };
  if (request.headers.get("if-none-match") === etag) return bodiless(304);
  const condition = request.headers.get("if-range");
  const wanted = condition === null || condition === etag ? request.headers.get("range") : null;
  const range = readRange(wanted, size);
  if (range === "unsatisfiable") return bodiless(416, {"content-range": `bytes */${size}`});
  const part = range === "whole" ? {from: 0, to: size - 1} : range;
  const status = range === "whole" ? 200 : 206;
  const extra: Record<string, string> = {"content-length": String(part.to - part.from + 1)};
  if (range !== "whole") extra["content-range"] = `bytes ${part.from}-${part.to}/${size}`;
  if (request.method === "HEAD") return bodiless(status, extra);
  return new Response(streamOf(file, part), {status, headers: {...common, ...extra}});
}
