import {execFileSync} from "node:child_process";
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import os from "node:os";
import path from "node:path";
import {afterAll, afterEach, beforeEach, expect, test, vi} from "vitest";
import {run} from "../../command/run.ts";
import {findBrowser} from "../browser/find.ts";
import {fakeInstallation} from "./fakePages.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "subband-test-"));
const installation = fakeInstallation(folder);
const json = path.join(folder, "out.json");
process.env.SUBBAND_BROWSER = findBrowser();
// The runs' own temporary folders, apart from those of anybody else.
process.env.TMPDIR = path.join(folder, "tmp");
mkdirSync(process.env.TMPDIR);

/** The temporary folders of runs. */
const temporary = () => readdirSync(os.tmpdir());
/** The processes of browsers with a profile in such a folder: id and command line. */
const browsers = () =>
  execFileSync("ps", ["-eo", "pid,args"], {encoding: "utf8"})
    .split("\n")
    .filter((line) => line.includes(`--user-data-dir=${os.tmpdir()}`));

let printed: string[];
let progress: string[];
beforeEach(() => {
  printed = [];
  progress = [];
  rmSync(json, {force: true});
  vi.spyOn(console, "log").mockImplementation((line: string) => void printed.push(line));
  vi.spyOn(console, "error").mockImplementation((line: string) => void printed.push(line));
  vi.spyOn(process.stderr, "write").mockImplementation((text) => (progress.push(String(text)), true));
});
afterEach(async () => {
  vi.restoreAllMocks();
  expect(temporary()).toEqual([]);
  // Helpers of a browser that was killed notice it a moment later.
  await vi.waitFor(() => expect(browsers()).toEqual([]), {timeout: 5000});
});
afterAll(() => rmSync(folder, {recursive: true}));

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

const options = {json, set: {width: "8"}, backend: "wasm", timeout: 600} as const;

test("a notebook that comes to its end is reported, with exit code 0", async () => {
  const notebook = write("good.html", "ends");
  expect(await run({...options, notebook}, installation)).toBe(0);
  expect(JSON.parse(readFileSync(json, "utf8"))).toEqual({
    notebook: "good.html",
    backend: "wasm",
    set: {width: "8"},
    cells: [{id: 1}],
    runs: []
  });
  expect(progress.join("")).toContain("50 %  at work");
  expect(printed).toEqual(["ran 1 cells (wasm)"]);
});

test("a notebook that fails is reported too, with the error and exit code 1", async () => {
  expect(await run({...options, notebook: write("bad.html", "fails")}, installation)).toBe(1);
  expect(existsSync(json)).toBe(true);
  expect(printed.at(-1)).toBe("cell 1: it fails");
});

test("an interrupted run cleans up and reports nothing, with exit code 130", async () => {
  const result = run({...options, notebook: write("long.html", "goes on for ever")}, installation);
  await vi.waitUntil(() => progress.join("").includes("at work"), {timeout: 60_000});
  process.emit("SIGINT");
  expect(await result).toBe(130);
  expect(existsSync(json)).toBe(false);
});

test("a browser that dies is told of, with exit code 1", async () => {
  const result = run({...options, notebook: write("long.html", "goes on for ever")}, installation);
  await vi.waitUntil(() => progress.join("").includes("at work"), {timeout: 60_000});
  // The browser's own process is the one without a type.
  const own = browsers().find((line) => !line.includes("--type="));
  process.kill(Number(/\d+/.exec(own ?? "")?.[0]), "SIGKILL");
  expect(await result).toBe(1);
  expect(printed.join("\n")).toContain("the browser ended (SIGKILL)");
});

test("what cannot begin is refused before a browser starts", async () => {
  await expect(run({...options, notebook: "nowhere.html"}, installation)).rejects.toThrow(
    "no such notebook: nowhere.html"
  );
  const notebook = write("good.html", "ends");
  await expect(run({...options, notebook, json: "/nowhere/out.json"}, installation)).rejects.toThrow(
    "no such folder: /nowhere (--json /nowhere/out.json)"
  );
});

test("a notebook that does not end is given up after the time it may take, and its last word is named", async () => {
  const notebook = write("endless.html", "goes on");
  expect(await run({...options, notebook, timeout: 8}, installation)).toBe(1);
  expect(printed.join("\n")).toMatch(/endless\.html did not end within 8 s \(--timeout\): at work/);
});
