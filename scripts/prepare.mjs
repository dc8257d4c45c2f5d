// Runs before `npm start` and `npm test`, also in a clone where nothing is installed: no dependencies here.
// Installs the packages if they are missing or older than the lock file, builds what is stale and, with `--browser`,
// sees to it that a browser is there.
import {spawnSync} from "node:child_process";
import {existsSync, statSync} from "node:fs";
import path from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";
import {built} from "./stamp.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

function fail(message) {
  console.error(message);
  process.exit(1);
}

function run(command, args, {shell = false} = {}) {
  const {status, error} = spawnSync(command, args, {cwd: root, stdio: "inherit", shell});
  if (error) fail(`could not run ${command}: ${error.message}`);
  if (status !== 0) fail(`failed: ${command} ${args.join(" ")}`);
}

const [major, minor] = process.versions.node.split(".").map(Number);
if (!(major > 20 || (major === 20 && minor >= 19)))
  fail(`Node ${process.versions.node} is too old; Subband needs 20.19 or newer`);

const lock = path.join(root, "package-lock.json");
const installed = path.join(root, "node_modules/.package-lock.json");
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs) {
  console.log("installing packages (npm ci)");
  // The build needs the development packages too, whatever NODE_ENV says. Warnings are left out: they speak of packages
  // that only run elsewhere (Electron brings a Node of its own).
  const args = ["ci", "--include=dev", "--loglevel=error"];
  const npm = process.env.npm_execpath;
  if (npm && /\.c?js$/.test(npm)) run(process.execPath, [npm, ...args]);
  else run("npm", args, {shell: process.platform === "win32"});
}

if (!built(root)) run(process.execPath, [path.join(root, "scripts/build.mjs")]);

if (process.argv.includes("--browser")) {
  const {findBrowser, installBrowser} = await import(pathToFileURL(path.join(root, "dist/command/browser.js")).href);
  try {
    if (findBrowser() === undefined) installBrowser();
  } catch (error) {
    fail(error.message);
  }
}
