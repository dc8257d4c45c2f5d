import {mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import os from "node:os";
import path from "node:path";
import {afterAll, afterEach, beforeEach, describe, expect, test} from "vitest";
import {openWindow} from "../../host/launch.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "subband-test-"));
const before = {...process.env};
const address = "http://app.localhost:4100/#code=x";

/** A browser that is a script. */
function fakeBrowser(script: string): string {
  const file = path.join(folder, "browser");
  writeFileSync(file, `#!/bin/sh\n${script}\n`, {mode: 0o755});
  return file;
}

beforeEach(() => {
  process.env.DISPLAY = ":99";
  delete process.env.SUBBAND_BROWSER;
});
afterEach(() => {
  process.env = {...before};
});
afterAll(() => rmSync(folder, {recursive: true}));

describe.skipIf(process.platform !== "linux")("a window on Linux", () => {
  test("is an app window of a Chromium with a profile of its own, open until its process ends", async () => {
    const words = path.join(folder, "words");
    process.env.SUBBAND_BROWSER = fakeBrowser(`echo "$@" > ${words}\nexec sleep 600`);
    const window = await openWindow(address, "/profile");
    expect(window.kind).toBe("app");
    if (window.kind !== "app") return;
    expect(readFileSync(words, "utf8")).toContain("--user-data-dir=/profile");
    expect(readFileSync(words, "utf8")).toContain(`--app=${address}`);
    window.close();
    await window.closed;
  });

  test("that is closed at once is closed", async () => {
    process.env.SUBBAND_BROWSER = fakeBrowser("exit 0");
    const window = await openWindow(address, "/profile");
    expect(window.kind).toBe("app");
    if (window.kind === "app") await window.closed;
  });

  test("that never opens is none, with the browser's reason", async () => {
    process.env.SUBBAND_BROWSER = fakeBrowser(
      'echo "[1:2:0101/000000.1:ERROR:x.cc] Running as root without --no-sandbox is not supported." >&2\nexit 1'
    );
    expect(await openWindow(address, "/profile")).toEqual({
      kind: "none",
      reason: `${folder}/browser did not open a window: Running as root without --no-sandbox is not supported.`
    });
  });

  test("is none where there is no display", async () => {
    delete process.env.DISPLAY;
    delete process.env.WAYLAND_DISPLAY;
    expect(await openWindow(address, "/profile")).toEqual({kind: "none", reason: "there is no display here"});
  });

  test("is a tab of the default browser where there is no Chromium", async () => {
    process.env.PATH = folder;
    const opened = path.join(folder, "opened");
    writeFileSync(path.join(folder, "xdg-open"), `#!/bin/sh\necho "$@" > ${opened}\n`, {mode: 0o755});
    expect(await openWindow(address, "/profile")).toEqual({kind: "tab"});
    expect(readFileSync(opened, "utf8").trim()).toBe(address);
    writeFileSync(path.join(folder, "xdg-open"), "#!/bin/sh\nexit 3\n", {mode: 0o755});
    expect((await openWindow(address, "/profile")).kind).toBe("none");
  });
});
