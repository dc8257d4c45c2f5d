const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript",
  css: "text/css; charset=utf-8",
  json: "application/json",
  map: "application/json",
  wasm: "application/wasm",
  txt: "text/plain; charset=utf-8",
  md: "text/plain; charset=utf-8",
  csv: "text/csv; charset=utf-8",
  tsv: "text/tab-separated-values; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  ico: "image/x-icon",
  woff2: "font/woff2",
  woff: "font/woff",
  ttf: "font/ttf",
  // Compressed data sets are data, not an encoding of the transport.
  gz: "application/gzip",
  zip: "application/zip"
};

/** The media type by the name's ending. Exact: with `nosniff`, modules and wasm streaming depend on it. */
export function contentType(name: string): string {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1].toLowerCase() ?? "";
  return types[ending] ?? "application/octet-stream";
}

/**
 * The media type of a file that a person brought: what a browser would execute is plain text. A picture in SVG stays one
 * where `svg` is allowed (drawn by `<img>` it runs nothing; opened as a page, the policy sent along stops it).
 */
export function inertContentType(name: string, {svg}: {svg: boolean}): string {
  if (/\.(html?|xht(ml)?|xml|xslt?|mht(ml)?|js|mjs|css)$/i.test(name)) return "text/plain; charset=utf-8";
  if (/\.svgz?$/i.test(name)) return svg ? "image/svg+xml" : "text/plain; charset=utf-8";
  return contentType(name);
}
