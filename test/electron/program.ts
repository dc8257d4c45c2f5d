import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import os from "node:os";
import path from "node:path";
import {vi} from "vitest";
import {bundleAssets} from "../shell/openShell.ts";
import type * as double from "./double/electron.ts";

type Double = typeof double;

/** The program as it was started, in surroundings of its own. */
export interface Program extends Double {
  readonly folder: string;
  readonly workspace: string;
  readonly home: string;
  put(file: string, text: string): string;
  read(file: string): string;
  /** Electron has started; resolves when the program has opened its window, or ended. */
  start(): Promise<void>;
  end(): Promise<void>;
}

/**
 * Starts the real main with the double in Electron's place. `args` stand behind the program's name; `prepare` sets the
 * surroundings before it begins.
 */
export async function launch({
  files = {},
  args = () => [],
  prepare = () => undefined
}: {
  files?: Readonly<Record<string, string>>;
  args?: (workspace: string) => string[];
  prepare?: (double: Double, home: string) => void | Promise<void>;
} = {}): Promise<Program> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "subband-desktop-"));
  const workspace = path.join(folder, "notebooks");
  const home = path.join(folder, "home");
  mkdirSync(workspace);
  mkdirSync(home);
  const put = (file: string, text: string) => {
    const full = path.join(workspace, file);
    mkdirSync(path.dirname(full), {recursive: true});
    writeFileSync(full, text);
    return full;
  };
  for (const [file, text] of Object.entries(files)) put(file, text);
  writeFileSync(path.join(home, "trust.json"), JSON.stringify({contents: {}, folders: [workspace]}));

  vi.resetModules();
  vi.stubEnv("SUBBAND_HOME", home);
  const assets = await bundleAssets();
  vi.doMock("../../host/installation.ts", () => ({
    readInstallation: (dist: string) => {
      if (dist !== path.resolve(".")) throw new Error(`looked for the installation in ${dist}`);
      return {assets, version: "test", shipped: new Set<string>(), notebooks: workspace};
    }
  }));
  const argv = process.argv;
  process.argv = ["/usr/bin/subband", ...args(workspace)];
  const double = (await import("electron/main")) as unknown as Double;
  await prepare(double, home);
  await import("../../electron/main.ts");

  return {
    ...double,
    folder,
    workspace,
    home,
    put,
    read: (file) => readFileSync(path.join(workspace, file), "utf8"),
    async start() {
      await vi.waitFor(() => {
        // Like Electron's own start, some time after the program's first lines.
        if (!double.state.ready) (double.app as unknown as {becomeReady(): void}).becomeReady();
        if (double.openWindows.size === 0 && !double.state.quit) throw new Error("no window yet");
      });
    },
    async end() {
      process.argv = argv;
      double.app.quit();
      await double.state.display?.close();
      vi.unstubAllEnvs();
      vi.doUnmock("../../host/installation.ts");
      rmSync(folder, {recursive: true, force: true});
    }
  };
}
