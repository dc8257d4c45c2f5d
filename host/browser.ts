import {spawnSync} from "node:child_process";
import {accessSync, constants, existsSync, readFileSync, statSync} from "node:fs";
import os from "node:os";
import path from "node:path";

// In the order of preference. On Linux these are commands, elsewhere files below the folders of programs.
const linux = [
  "google-chrome-stable",
  "google-chrome",
  "microsoft-edge-stable",
  "microsoft-edge",
  "chromium",
  "chromium-browser",
  "brave-browser",
  "brave"
];
const mac = ["Google Chrome", "Microsoft Edge", "Chromium", "Brave Browser"].map(
  (name) => `${name}.app/Contents/MacOS/${name}`
);
const windows = [
  "Google/Chrome/Application/chrome.exe",
  "Microsoft/Edge/Application/msedge.exe",
  "Chromium/Application/chrome.exe",
  "BraveSoftware/Brave-Browser/Application/brave.exe"
];

const howToGetOne = "install Chrome, Edge, Chromium or Brave, or name one in SUBBAND_BROWSER";

type Environment = Readonly<Record<string, string | undefined>>;

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Every place where a browser of the Chromium family may be, best first. */
export function browserPlaces(env: Environment, platform: NodeJS.Platform, user: string): string[] {
  if (platform === "darwin")
    return mac.flatMap((program) => ["/Applications", `${user}/Applications`].map((folder) => `${folder}/${program}`));
  if (platform === "win32") {
    const folders = [env.ProgramFiles, env["ProgramFiles(x86)"], env.LOCALAPPDATA].filter((each) => each !== undefined);
    return windows.flatMap((program) => folders.map((folder) => path.win32.join(folder, program)));
  }
  const folders = (env.PATH ?? "").split(":").filter((folder) => path.posix.isAbsolute(folder));
  return linux.flatMap((command) => folders.map((folder) => path.posix.join(folder, command)));
}

/**
 * A browser of the Chromium family: the one named in `SUBBAND_BROWSER`, else Chrome, Edge, Chromium or Brave where they
 * are usually installed; undefined where there is none. Throws where `SUBBAND_BROWSER` names no program.
 */
export function findBrowser(
  env: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
  user = os.homedir()
): string | undefined {
  const named = env.SUBBAND_BROWSER;
  if (named) {
    if (!isProgram(named)) throw new Error(`no such browser: ${named} (SUBBAND_BROWSER)`);
    return named;
  }
  return browserPlaces(env, platform, user).find(isProgram);
}

/** On Debian as root installs Chromium and returns where it is; elsewhere throws with what to do. */
export function installBrowser(): string {
  const isDebian = existsSync("/etc/os-release") && /^ID=debian$/m.test(readFileSync("/etc/os-release", "utf8"));
  if (!isDebian || process.getuid?.() !== 0) throw new Error(`no browser found; ${howToGetOne}`);
  console.log("installing Chromium (apt-get install chromium)");
  const apt = (...args: string[]) =>
    spawnSync("apt-get", args, {stdio: "inherit", env: {...process.env, DEBIAN_FRONTEND: "noninteractive"}}).status;
  // The list of packages may be missing or old: then ask for it and try again.
  if (apt("install", "-y", "chromium") !== 0 && (apt("update") !== 0 || apt("install", "-y", "chromium") !== 0))
    throw new Error(`could not install Chromium; ${howToGetOne}`);
  const found = findBrowser();
  if (found === undefined) throw new Error(`Chromium was installed but is not to be found; ${howToGetOne}`);
  return found;
}
