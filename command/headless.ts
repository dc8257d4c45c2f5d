import {spawn} from "node:child_process";
import {once} from "node:events";
import path from "node:path";
import {headlessFlags, profileFlags} from "../host/flags.ts";
import {prepareProfile} from "../host/profile.ts";
import type {Backend} from "./arguments.ts";

/** A browser without a window. */
export interface Headless {
  /** Resolves when it has ended, to what is known of why. */
  readonly ended: Promise<string>;
  /** Ends it and all its processes; resolves when they are gone. */
  close(): Promise<void>;
}

/** How long a browser may take to end when asked to, in milliseconds. */
const patience = 5_000;

/** Opens `address` in `browser` without a window; all that it keeps, it keeps in `folder`. */
export async function openHeadless(
  browser: string,
  address: string,
  {folder, backend}: {folder: string; backend: Backend}
): Promise<Headless> {
  // Its own process group, so that its helpers end with it, and Ctrl-C reaches us and not it.
  const detached = process.platform !== "win32";
  const profile = path.join(folder, "profile");
  prepareProfile(profile);
  const flags = [...profileFlags(profile), ...headlessFlags(backend)];
  const child = spawn(browser, [...flags, address], {
    stdio: ["ignore", "ignore", "pipe"],
    // Chromium leaves small folders behind in the one for temporary files.
    env: {...process.env, TMPDIR: folder, TEMP: folder, TMP: folder},
    detached
  });
  let words = "";
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (words = (words + chunk).slice(-2000)));
  const exit = once(child, "exit") as Promise<[number | null, string | null]>;
  await Promise.race([once(child, "spawn"), exit]);

  function kill(signal: NodeJS.Signals): void {
    if (child.pid === undefined) return;
    try {
      if (detached) process.kill(-child.pid, signal);
      else child.kill(signal);
    } catch {
      // All of them are gone already.
    }
  }

  return {
    ended: exit.then(([code, signal]) =>
      `the browser ended (${signal ?? `exit code ${code}`})\n${words.trim()}`.trim()
    ),
    async close() {
      kill("SIGTERM");
      const timer = setTimeout(() => kill("SIGKILL"), patience);
      await exit;
      clearTimeout(timer);
      kill("SIGKILL");
    }
  };
}
