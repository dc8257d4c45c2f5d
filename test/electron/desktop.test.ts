import {spawnSync} from "node:child_process";
import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import os from "node:os";
import path from "node:path";
import {afterEach, describe, expect, test} from "vitest";

let folder: string;
afterEach(() => rmSync(folder, {recursive: true, force: true}));

/** `npm run desktop` with an Electron of our own: a folder that holds this program, or none. */
function runDesktop(program: string | null, ...args: string[]) {
  folder = mkdtempSync(path.join(os.tmpdir(), "subband-electron-"));
  if (program !== null) writeFileSync(path.join(folder, "electron"), program, {mode: 0o755});
  const env = {...process.env, ELECTRON_OVERRIDE_DIST_PATH: folder};
  return spawnSync(process.execPath, ["scripts/desktop.mjs", ...args], {encoding: "utf8", env});
}

describe("npm run desktop", () => {
  test("says what is missing, and ends with 1, where no program is to be had", () => {
    const {status, stderr} = runDesktop(null);
    expect(status).toBe(1);
    expect(stderr.trim()).toBe(`no Electron in ELECTRON_OVERRIDE_DIST_PATH: ${folder}`);
  });

  // The stand-in is a script for sh.
  test.skipIf(process.platform !== "linux")("starts the built program with its arguments and ends as it does", () => {
    const {status, stdout} = runDesktop('#!/bin/sh\necho "$@"\nexit 3\n', "notebook.html");
    expect(stdout.trim()).toBe(`${path.resolve("dist/electron/main.js")} notebook.html`);
    expect(status).toBe(3);
  });
});
