import {type ChildProcess, spawn} from "node:child_process";
import {once} from "node:events";
import {findBrowser} from "./browser.ts";
import {profileFlags} from "./flags.ts";
import {prepareProfile} from "./profile.ts";

/** A window that was asked for. */
export type Window =
  /** An app window of its own browser process: `closed` resolves when the person closes it. */
  | {readonly kind: "app"; readonly closed: Promise<void>; readonly close: () => void}
  /** A tab of the default browser: what becomes of it is not known. */
  | {readonly kind: "tab"}
  /** No window; why not. */
  | {readonly kind: "none"; readonly reason: string};

/** How long a program that cannot open a window takes to say so, in milliseconds. */
const patience = 1000;

/**
 * Waits until a program runs (rejects where it does not start) and a little longer: resolves to its exit code if it has
 * ended by then.
 */
async function earlyExit(child: ChildProcess): Promise<number | null | undefined> {
  await once(child, "spawn");
  const wait = AbortSignal.timeout(patience);
  return once(child, "exit", {signal: wait}).then(
    ([code]) => code as number | null,
    () => undefined
  );
}

/** Chromium writes its reasons to the error stream; the last line that says something. */
function lastWords(child: ChildProcess): () => string {
  let text = "";
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => (text = (text + chunk).slice(-4000)));
  return () =>
    text
      .trim()
      .split("\n")
      .at(-1)
      ?.replace(/^\[[^\]]*\] /, "") ?? "";
}

/**
 * Opens `address` in an app window of an installed browser, with the profile in `profile` (so that the process lives as
 * long as its window). Resolves to `none` where the browser gives up at once, as Chromium does for root.
 */
async function openAppWindow(browser: string, address: string, profile: string): Promise<Window> {
  prepareProfile(profile);
  const child = spawn(browser, [...profileFlags(profile), `--app=${address}`], {stdio: ["ignore", "ignore", "pipe"]});
  const words = lastWords(child);
  const closed = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const code = await earlyExit(child);
  // A window that somebody closed at once and one that never opened differ in the exit code.
  if (code !== undefined && code !== 0)
    return {kind: "none", reason: `${browser} did not open a window: ${words() || `exit code ${code}`}`};
  return {kind: "app", closed, close: () => void child.kill()};
}

/** The system's way to open an address in the default browser. */
function opener(platform: NodeJS.Platform): [string, ...string[]] {
  if (platform === "darwin") return ["open"];
  if (platform === "win32") return ["rundll32", "url.dll,FileProtocolHandler"];
  return ["xdg-open"];
}

/** Opens `address` in a window: of Chrome, Edge, Chromium or Brave with its own profile, else of the default browser. */
export async function openWindow(address: string, profile: string): Promise<Window> {
  if (process.platform === "linux" && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
    return {kind: "none", reason: "there is no display here"};
  const browser = findBrowser();
  if (browser !== undefined) return openAppWindow(browser, address, profile);
  const [command, ...args] = opener(process.platform);
  try {
    const child = spawn(command, [...args, address], {stdio: "ignore", detached: true});
    child.unref();
    if (!(await earlyExit(child))) return {kind: "tab"};
  } catch {
    // The system has no such command.
  }
  return {kind: "none", reason: "no browser was found; install Chrome, Edge, Chromium or Brave"};
}
