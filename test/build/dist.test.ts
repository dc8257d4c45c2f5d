import {execFileSync} from "node:child_process";
import {createHash} from "node:crypto";
import {existsSync, readFileSync} from "node:fs";
import {expect, test} from "vitest";

// `npm test` builds first; these look at what was built.

test("the notebook's page ships at most 450 kB gzipped before anything is lazily loaded", () => {
  const {notebookPageGzipped} = JSON.parse(readFileSync("dist/build.json", "utf8")) as {notebookPageGzipped: number};
  expect(notebookPageGzipped).toBeGreaterThan(10_000);
  expect(notebookPageGzipped).toBeLessThanOrEqual(450_000);
});

test.each([
  "command/main.js",
  "electron/main.js",
  "electron/preload.cjs",
  "renderer/index.html",
  "renderer/shell.js",
  "renderer/shell.css",
  "renderer/notebook.html",
  "renderer/notebook.js",
  "renderer/notebook.css",
  "renderer/worker.js",
  "renderer/design-worker.js",
  "renderer/wasm/highs.wasm",
  "renderer/wasm/simd.wasm",
  "renderer/wasm/simd-shared.wasm",
  "renderer/wasm/tfjs-backend-wasm.wasm",
  "renderer/wasm/tfjs-backend-wasm-simd.wasm",
  "renderer/wasm/tfjs-backend-wasm-threaded-simd.wasm",
  "renderer/data/digits/digits.csv.gz"
])("%s is built", (file) => expect(existsSync(`dist/${file}`)).toBe(true));

test("the pages name nothing outside this machine that they would load", () => {
  for (const file of ["index.html", "notebook.html"]) {
    const addresses = readFileSync(`dist/renderer/${file}`, "utf8").match(/(?:src|href)="[^"]*"/g) ?? [];
    expect(addresses.filter((address) => !/="(\/(?!\/)|data:)/.test(address))).toEqual([]);
  }
});

test.skipIf(!existsSync(".git"))("the notebooks that ship are trusted as they are committed", () => {
  const git = (...args: string[]) => execFileSync("git", args);
  const names = git("ls-files", "notebooks/*.html").toString().trim().split("\n");
  const hashes = names.map((name) =>
    createHash("sha256")
      .update(git("show", `HEAD:${name}`))
      .digest("hex")
  );
  expect(JSON.parse(readFileSync("dist/shipped.json", "utf8"))).toEqual(hashes);
});
