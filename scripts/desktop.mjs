// Starts the desktop program. The package `electron` brings no program with it: it is fetched once, from Electron's own
// release page, and only because a person asked for the desktop. No dependencies, and electron itself is never imported
// (that alone would fetch it).
import {spawn, spawnSync} from "node:child_process";
import {existsSync, readFileSync} from "node:fs";
import path from "node:path";
import {fileURLToPath} from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const electronPackage = path.join(root, "node_modules/electron");

function fail(...lines) {
  for (const line of lines) console.error(line);
  process.exit(1);
}

/** The program, if it is there: the package's own, or one of `ELECTRON_OVERRIDE_DIST_PATH`. */
function findProgram() {
  const name = {darwin: "Electron.app/Contents/MacOS/Electron", win32: "electron.exe"}[process.platform] ?? "electron";
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH || path.join(electronPackage, "dist");
  const program = path.join(folder, name);
  return existsSync(program) ? program : undefined;
}

/** The last line of an error's stack that says something to a person. */
function reason(text) {
  const lines = text.split("\n").map((line) => line.trim());
  return (
    lines.find((line) => /^\w*Error\b/.test(line)) ?? lines.filter((line) => line !== "").at(-1) ?? "no reason given"
  );
}

if (!existsSync(path.join(electronPackage, "package.json"))) fail("electron is not installed; run npm ci");
const {version} = JSON.parse(readFileSync(path.join(electronPackage, "package.json"), "utf8"));

if (findProgram() === undefined) {
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH)
    fail(`no Electron in ELECTRON_OVERRIDE_DIST_PATH: ${process.env.ELECTRON_OVERRIDE_DIST_PATH}`);
  console.log(`Electron ${version} is not here yet; fetching it (about 110 MB, once) from its release page on GitHub`);
  const {status, error, stderr} = spawnSync(process.execPath, [path.join(electronPackage, "install.js")], {
    stdio: ["ignore", "inherit", "pipe"],
    encoding: "utf8",
    timeout: 10 * 60_000
  });
  if (status !== 0 || findProgram() === undefined)
    fail(
      `the desktop program needs Electron ${version}, and it could not be fetched: ${error ? error.message : reason(stderr)}`,
      "what helps: a network that reaches github.com, or a mirror named in ELECTRON_MIRROR,",
      "or an unpacked Electron named in ELECTRON_OVERRIDE_DIST_PATH.",
      "without it, npm start opens the same Subband in a window of your browser."
    );
}

// What is started here is not a packaged program: the folder of the build stands behind the program's name.
const args = [path.join(root, "dist/electron/main.js"), ...process.argv.slice(2)];
const child = spawn(findProgram(), args, {stdio: "inherit"});
child.on("error", (error) => fail(`Electron could not be started: ${error.message}`));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => {
  if (signal) console.error(`Electron was ended by ${signal}`);
  process.exit(code ?? 1);
});
