import {spawn} from "node:child_process";
import {cpSync, mkdtempSync, rmSync} from "node:fs";
import os from "node:os";
import path from "node:path";
import {createInterface} from "node:readline";
import {type BrowserContext, chromium} from "playwright-core";
import {prepareProfile} from "../host/profile.ts";
import {findBrowser} from "../test/browser/find.ts";
import {headlessFlags} from "../host/flags.ts";

/** Subband as `npm start` runs it once built, on a home and a copy of the notebooks of its own. */
export interface Built {
  /** Where its window begins, with a launch code that is good once. */
  readonly address: string;
  /** Milliseconds from the start of the process until it had printed the address. */
  readonly listening: number;
  /** A browser with an empty profile. */
  browse(): Promise<BrowserContext>;
  close(): Promise<void>;
}

/**
 * Starts the build in the folder `dist`, on `home` where that is given and is to be kept, else on a fresh one. Throws where
 * it does not print an address.
 */
export async function startBuilt({dist = "dist", home}: {dist?: string; home?: string} = {}): Promise<Built> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "subband-bench-"));
  const workspace = path.join(folder, "notebooks");
  cpSync("notebooks", workspace, {recursive: true});
  const began = performance.now();
  const child = spawn(process.execPath, [path.join(dist, "command/main.js"), "--no-open", "--workspace", workspace], {
    env: {...process.env, SUBBAND_HOME: home ?? path.join(folder, "home")},
    stdio: ["ignore", "pipe", "inherit"]
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const contexts: BrowserContext[] = [];
  async function close() {
    for (const context of contexts) await context.close();
    child.kill("SIGTERM");
    await ended;
    rmSync(folder, {recursive: true, force: true, maxRetries: 5});
  }
  for await (const line of createInterface({input: child.stdout})) {
    const address = /http:\S+#code=\S+/.exec(line)?.[0];
    if (address === undefined) continue;
    const listening = performance.now() - began;
    return {
      address,
      listening,
      async browse() {
        const profile = path.join(folder, `profile-${contexts.length}`);
        prepareProfile(profile);
        const context = await chromium.launchPersistentContext(profile, {
          executablePath: findBrowser(),
          headless: true,
          args: headlessFlags("auto"),
          viewport: {width: 1280, height: 900}
        });
        contexts.push(context);
        return context;
      },
      close
    };
  }
  await close();
  throw new Error(`${dist}/command/main.js ended without an address; is it built?`);
}
