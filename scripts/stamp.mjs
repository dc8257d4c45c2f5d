// What the build was made from, in one hash. Without dependencies: it runs before anything is installed.
import {createHash} from "node:crypto";
import {existsSync, readdirSync, readFileSync, statSync} from "node:fs";
import path from "node:path";

const inputs = ["command", "electron", "host", "kernels", "notebooks", "renderer", "scripts", "package-lock.json"];

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

/** SHA-256 over names and contents of the files at and below `places`; by default all that the build reads. */
export function stamp(root, places = inputs) {
  const hash = createHash("sha256").update(process.platform);
  for (const file of places.flatMap((place) => files(root, place))) {
    const content = readFileSync(path.join(root, file));
    hash.update(`\0${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/** Whether `dist/` was built from what is here now. */
export function built(root) {
  const file = path.join(root, "dist/stamp");
  return existsSync(file) && readFileSync(file, "utf8") === stamp(root);
}
