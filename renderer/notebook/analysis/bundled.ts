/** A library that a cell can import by `npm:NAME`. */
export interface Bundled {
  /** As installed; a range in an import is held against it. */
  readonly version: string;
  /** Where each path of the package is; "" is the package itself. */
  readonly urls: Readonly<Record<string, string>>;
}

const d3Parts = `array 3.2.5, axis 3.0.1, brush 3.0.1, chord 3.0.2, color 3.1.1, contour 4.0.3, delaunay 6.0.6,
  dispatch 3.0.2, drag 3.0.1, dsv 3.0.2, ease 3.0.2, fetch 3.0.2, force 3.0.1, format 3.1.3, geo 3.1.2,
  hierarchy 3.1.3, interpolate 3.0.2, path 3.1.1, polygon 3.0.2, quadtree 3.0.2, random 3.0.2, scale 4.0.3,
  scale-chromatic 3.1.1, selection 3.0.1, shape 3.2.1, time 3.1.1, time-format 4.1.1, timer 3.0.2, transition 3.0.2,
  zoom 3.0.1`;

const subbandParts = [
  ...["network", "ops", "blocks", "models", "surgery", "weights"],
  ...["data", "training", "insight", "design", "exchange"]
];

/** Every library that `npm:` resolves to, by package name. d3's parts are found in d3, which exports all they export. */
export const bundled: ReadonlyMap<string, Bundled> = new Map([
  ["d3", {version: "7.9.0", urls: {"": "/lib/d3.js"}}],
  ...d3Parts.split(/,\s+/).map((part): [string, Bundled] => {
    const [name, version] = part.split(" ");
    return [`d3-${name}`, {version, urls: {"": "/lib/d3.js"}}];
  }),
  ["@observablehq/plot", {version: "0.6.17", urls: {"": "/lib/plot.js"}}],
  ["@observablehq/inputs", {version: "0.12.0", urls: {"": "/lib/inputs.js"}}],
  ["htl", {version: "1.0.0", urls: {"": "/lib/htl.js"}}],
  ["markdown-it", {version: "15.0.3", urls: {"": "/lib/markdown-it.js"}}],
  ["katex", {version: "0.19.1", urls: {"": "/lib/katex.js"}}],
  ["fflate", {version: "0.8.3", urls: {"": "/lib/fflate.js"}}],
  [
    "subband",
    {version: "0.1.0", urls: Object.fromEntries(subbandParts.map((part) => [part, `/lib/subband/${part}.js`]))}
  ]
]);
