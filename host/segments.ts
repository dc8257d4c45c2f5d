import {HttpError} from "./httpError.ts";

const control = /[\u0000-\u001f\u007f]/;
const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

/** Throws 400 unless `segment` is a name that a file may have on Linux, macOS and Windows alike. */
export function checkSegment(segment: string): void {
  const refuse = (why: string) => new HttpError(400, `invalid path: ${JSON.stringify(segment.slice(0, 80))}; ${why}`);
  if (segment === "") throw refuse("an empty segment");
  if (segment === "." || segment === "..") throw refuse("only names, no way up");
  if (/[/\\]/.test(segment)) throw refuse("a separator inside a name");
  if (segment.includes(":")) throw refuse("a colon names a stream on Windows");
  if (control.test(segment)) throw refuse("a control character");
  if (reserved.test(segment)) throw refuse("a device on Windows");
  if (/[. ]$/.test(segment)) throw refuse("ends in a dot or a space");
  if (!segment.isWellFormed()) throw refuse("not Unicode");
  if (Buffer.byteLength(segment) > 255) throw refuse("longer than 255 bytes");
}

/** The segments of a URL's path, each decoded exactly once and checked; the root has none. Throws 400. */
export function segmentsOfUrl(url: URL): string[] {
  if (url.pathname === "/" || url.pathname === "") return [];
  return url.pathname
    .slice(1)
    .split("/")
    .map((encoded) => {
      let segment: string;
      try {
        segment = decodeURIComponent(encoded);
      } catch {
        throw new HttpError(400, `invalid path: ${encoded.slice(0, 80)}; not percent-encoded UTF-8`);
      }
      checkSegment(segment);
      return segment;
    });
}

/** The segments of a path relative to the workspace, `/` between them, checked. Throws 400. */
export function segmentsOfPath(path: string): string[] {
  const segments = path.split("/");
  for (const segment of segments) checkSegment(segment);
  return segments;
}

/** Throws 403 where a segment begins with a dot: configuration, version control, our own runs and temporary files. */
export function checkVisible(segments: readonly string[]): void {
  const hidden = segments.find((segment) => segment.startsWith("."));
  if (hidden !== undefined)
    throw new HttpError(403, `refused: ${hidden}; names that begin with a dot are not part of the workspace`);
}
