import {existsSync, readFileSync} from "node:fs";
import path from "node:path";
import {expect, test} from "vitest";
import {bundled} from "../../../renderer/notebook/analysis/bundled.ts";
import {resolveImport} from "../../../renderer/notebook/analysis/resolveImport.ts";
import {satisfies} from "../../../renderer/notebook/analysis/satisfies.ts";
import {nearest} from "../../../renderer/notebook/analysis/nearest.ts";

test.each([...bundled])("%s is bundled in the version that is installed", (name, {version}) => {
  const file = name === "subband" ? "package.json" : `node_modules/${name}/package.json`;
  expect(version).toBe((JSON.parse(readFileSync(file, "utf8")) as {version: string}).version);
});

test("every bundled library is built from a file of its own", () => {
  const urls = new Set([...bundled.values()].flatMap((library) => Object.values(library.urls)));
  for (const url of urls) expect(existsSync(`renderer/notebook${url.replace(/\.js$/, ".ts")}`), url).toBe(true);
});

test("what cells import of subband is what the package exports, with the same names in it", async () => {
  const {exports} = JSON.parse(readFileSync("package.json", "utf8")) as {exports: Record<string, string>};
  const {urls} = bundled.get("subband")!;
  expect(Object.keys(exports).map((part) => part.slice(2))).toEqual(Object.keys(urls));
  const namesIn = async (file: string) => Object.keys((await import(path.resolve(file))) as object).sort();
  for (const [part, file] of Object.entries(exports)) {
    const names = await namesIn(file);
    const shown = await namesIn(`renderer/notebook/lib/subband/${part.slice(2)}.ts`);
    expect(shown, part).toEqual(part === "./network" ? ["network"] : names);
  }
});

test.each([
  ["npm:d3", "/lib/d3.js"],
  ["npm:d3@7", "/lib/d3.js"],
  ["npm:d3@^7.0.0/+esm", "/lib/d3.js"],
  ["npm:d3-array@3", "/lib/d3.js"],
  ["npm:@observablehq/plot@0.6", "/lib/plot.js"],
  ["npm:@observablehq/plot", "/lib/plot.js"],
  ["npm:subband/blocks", "/lib/subband/blocks.js"],
  ["npm:subband@0.1.0/blocks", "/lib/subband/blocks.js"]
])("%s is %s", (specifier, url) => {
  expect(resolveImport(specifier)).toEqual({url});
});

test.each([
  ["npm:lodash", "lodash is not part of Subband"],
  ["npm:d4", "d4 is not part of Subband; did you mean npm:d3?"],
  ["npm:d3@6", "d3@6 is not part of Subband; it has d3 7.9.0"],
  ["npm:d3@seven", "invalid range: seven; d3 is bundled as 7.9.0"],
  ["npm:d3/src/index.js", "d3 has no src/index.js; there is npm:d3"],
  ["npm:subband", "subband has no main module; there is npm:subband/network"],
  ["npm:subband/constructor", "subband has no constructor; there is"],
  ["d3", "unknown import: d3; write npm:d3"],
  ["./other.js", "unknown import: ./other.js; a cell imports bundled libraries, by npm:NAME"],
  ["https://cdn.jsdelivr.net/npm/d3/+esm", "unknown import: https://cdn"],
  ["jsr:@std/assert", "unknown import: jsr:"],
  ["observable:@d3/color-legend", "unknown import: observable:"],
  ["npm:", "unknown import: npm:"],
  ["npm:constructor", "constructor is not part of Subband"],
  ["", "unknown import: "]
])("%j is refused: %s", (specifier, message) => {
  expect(resolveImport(specifier).error).toContain(message);
});

test.each<[string, string, boolean | undefined]>([
  ["7.9.0", "7", true],
  ["7.9.0", "7.9", true],
  ["7.9.0", "7.9.0", true],
  ["7.9.0", "7.9.1", false],
  ["7.9.0", "7.8", false],
  ["7.9.0", "^7.1.5", true],
  ["7.9.0", "^7.9.1", false],
  ["7.9.0", "^6", false],
  ["7.9.0", "~7.9", true],
  ["7.9.0", "~7.8.0", false],
  ["7.9.0", "~7", true],
  ["0.6.17", "^0.6.2", true],
  ["0.6.17", "^0.5.0", false],
  ["0.0.3", "^0.0.2", false],
  ["0.0.3", "^0.0.3", true],
  ["0.6.17", "^0", true],
  ["7.9.0", ">=7 <8", true],
  ["7.9.0", ">7", false],
  ["7.9.0", ">7.8", true],
  ["7.9.0", "<=7", true],
  ["7.9.0", "<7.9", false],
  ["7.9.0", "7.x", true],
  ["7.9.0", "*", true],
  ["7.9.0", "6 || 7", true],
  ["7.9.0", "5 || 6", false],
  ["7.9.0", "latest", true],
  ["7.9.0", "", true],
  ["7.9.0", "next", undefined],
  ["7.9.0", "7.9.0-rc.1", undefined]
])("%s in %s: %s", (version, range, expected) => {
  expect(satisfies(version, range)).toBe(expected);
});

test("the nearest name differs in at most a third of its letters", () => {
  expect(nearest("witdh", ["width", "height"])).toBe("width");
  expect(nearest("Width", ["width"])).toBe("width");
  expect(nearest("x", ["y", "z"])).toBeUndefined();
  expect(nearest("something", ["else"])).toBeUndefined();
  expect(nearest("width", ["width"])).toBeUndefined();
});
