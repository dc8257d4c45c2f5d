// What the build was made from, in one hash. Without dependencies: it runs before anything is installed.
import {createHash} from "node:crypto";
import {existsSync, readdirSync, readFileSync, statSync} from "node:fs";
import path from "node:path";
import {shippedState} from "./shipped.mjs";

const inputs = [
  "command",
  "electron",
  "host",
  "kernels",
  // The notebooks themselves are not built; working on them makes nothing stale.
  "notebooks/data",
  "renderer",
  "scripts",
  "package-lock.json"
];

/** Every file that the build reads, sorted, relative to `root`. */
function files(root, relative) {
  const absolute = path.join(root, relative);
  if (!existsSync(absolute)) return [];
  if (statSync(absolute).isFile()) return [relative];
  return readdirSync(absolute)
    .filter((name) => !name.startsWith("."))
    .sort()
    .flatMap((name) => files(root, `${relative}/${name}`));
}

/** SHA-256 over names and contents of the files at and below `places`. */
export function hashOfFiles(root, places) {
  const hash = createHash("sha256");
  for (const file of places.flatMap((place) => files(root, place))) {
    const content = readFileSync(path.join(root, file));
    hash.update(`\0${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/** SHA-256 over all that the build depends on. */
export function stamp(root) {
  return createHash("sha256")
    .update(`${process.platform} ${shippedState(root)} ${hashOfFiles(root, inputs)}`)
    .digest("hex");
}

/** Whether `dist/` was built from what is here now. */
export function built(root) {
  const file = path.join(root, "dist/stamp");
  return existsSync(file) && readFileSync(file, "utf8") === stamp(root);
}
