import {mkdirSync, writeFileSync} from "node:fs";
import path from "node:path";
import type {Installation} from "../../host/installation.ts";

// What the shell's page does in a run from the command line, in a few lines: fetches its work and reports. The notebook's
// text says how it ends.
const shell = `
const code = new URLSearchParams(location.hash.slice(1)).get("code");
const send = (path, body, token) => fetch(path, {
  method: "POST",
  headers: {"content-type": "application/json", ...(token && {"x-subband-token": token})},
  body: JSON.stringify(body)
});
const {token} = await (await send("/api/session", {code})).json();
const get = (path) => fetch(path, {headers: {"x-subband-token": token}});
const {run} = await (await get("/api/about")).json();
const text = await (await get("/api/files/" + run.path)).text();
await send("/api/report", {type: "progress", text: "at work", fraction: 0.5}, token);
const report = JSON.stringify({notebook: run.path, backend: run.backend, set: run.set, cells: [{id: 1}], runs: []});
if (text.includes("fails")) await send("/api/report", {type: "end", report, error: "cell 1: it fails"}, token);
else if (text.includes("ends")) await send("/api/report", {type: "end", report}, token);
`;

/** A build with a page that stands in for the shell. */
export function fakeInstallation(folder: string): Installation {
  const assets = path.join(folder, "renderer");
  mkdirSync(assets, {recursive: true});
  writeFileSync(
    path.join(assets, "index.html"),
    '<!doctype html><title>x</title><link rel="icon" href="data:,"><script type="module" src="/shell.js"></script>'
  );
  writeFileSync(path.join(assets, "shell.js"), shell);
  return {assets, version: "0.0.0", shipped: new Set(), notebooks: folder};
}
