import {bundled} from "./bundled.ts";
import {nearest} from "./nearest.ts";
import {satisfies} from "./satisfies.ts";

/** Where a module is, or why there is none. */
export type Resolved =
  {readonly url: string; readonly error?: undefined} | {readonly url?: undefined; readonly error: string};

/** Resolves `npm:NAME[@range][/path]` through the table of bundled libraries. Nothing else can be imported. */
export function resolveImport(specifier: string): Resolved {
  const match = /^npm:((?:@[^/@]+\/)?[^/@]+)(?:@([^/]*))?(?:\/(.*))?$/.exec(specifier);
  if (!match) {
    const name = specifier.replace(/^npm:/, "");
    const hint = bundled.has(name) ? `; write npm:${name}` : "; a cell imports bundled libraries, by npm:NAME";
    return {error: `unknown import: ${specifier}${hint}`};
  }
  const [, name, range = "", path = ""] = match;
  const found = bundled.get(name);
  if (!found) {
    const near = nearest(name, bundled.keys());
    return {error: `${name} is not part of Subband${near ? `; did you mean npm:${near}?` : ""}`};
  }
  const fits = satisfies(found.version, range);
  if (fits === undefined) return {error: `invalid range: ${range}; ${name} is bundled as ${found.version}`};
  if (!fits) return {error: `${name}@${range} is not part of Subband; it has ${name} ${found.version}`};
  const inside = path.replace(/^(\+esm|\/)$/, "");
  const url = Object.hasOwn(found.urls, inside) ? found.urls[inside] : undefined;
  if (url) return {url};
  const paths = Object.keys(found.urls).map((key) => (key ? `npm:${name}/${key}` : `npm:${name}`));
  return {error: `${name} has no ${inside || "main module"}; there is ${paths.join(", ")}`};
}
