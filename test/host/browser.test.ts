import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import os from "node:os";
import path from "node:path";
import {afterAll, afterEach, beforeEach, describe, expect, test, vi} from "vitest";
import {browserPlaces, findBrowser, installBrowser} from "../../host/browser.ts";
import {headlessFlags, profileFlags} from "../../host/flags.ts";
import {homeFolder} from "../../host/home.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "subband-test-"));
const program = path.join(folder, "chromium");
writeFileSync(program, "#!/bin/sh\n", {mode: 0o755});
writeFileSync(path.join(folder, "google-chrome"), "not a program", {mode: 0o644});
afterAll(() => rmSync(folder, {recursive: true}));

test("SUBBAND_BROWSER comes first", () => {
  expect(findBrowser({SUBBAND_BROWSER: program, PATH: ""}, "linux", folder)).toBe(program);
});

test("a SUBBAND_BROWSER that is no program is an error, not passed over", () => {
  const missing = path.join(folder, "missing");
  expect(() => findBrowser({SUBBAND_BROWSER: missing, PATH: folder}, "linux", folder)).toThrow(
    `no such browser: ${missing} (SUBBAND_BROWSER)`
  );
});

test.skipIf(process.platform === "win32")("on Linux the commands of the PATH are looked for", () => {
  expect(findBrowser({PATH: `relative:/nowhere:${folder}`}, "linux", folder)).toBe(program);
  expect(findBrowser({PATH: "/nowhere"}, "linux", folder)).toBeUndefined();
});

const isDebian = existsSync("/etc/os-release") && /^ID=debian$/m.test(readFileSync("/etc/os-release", "utf8"));
const isRoot = process.getuid?.() === 0;

describe("where there is no browser", () => {
  const before = {...process.env};
  const empty = path.join(folder, "empty");
  const log = path.join(folder, "apt.log");

  beforeEach(() => {
    mkdirSync(empty, {recursive: true});
    process.env.PATH = empty;
    delete process.env.SUBBAND_BROWSER;
    vi.spyOn(console, "log").mockImplementation(() => undefined);
  });
  afterEach(() => {
    process.env = {...before};
    rmSync(empty, {recursive: true});
    rmSync(log, {force: true});
    vi.restoreAllMocks();
  });

  /** An apt-get that notes what it is asked and then does `script`. */
  function fakeApt(script: string): void {
    writeFileSync(path.join(empty, "apt-get"), `#!/bin/sh\necho "$@" >> ${log}\n${script}\n`, {mode: 0o755});
  }
  const install = `echo > ${empty}/chromium; /bin/chmod +x ${empty}/chromium`;

  test.skipIf(!isDebian || !isRoot)("root on Debian gets Chromium", () => {
    fakeApt(install);
    expect(installBrowser()).toBe(path.join(empty, "chromium"));
    expect(readFileSync(log, "utf8")).toBe("install -y chromium\n");
  });

  test.skipIf(!isDebian || !isRoot)("a list of packages that is missing is asked for first", () => {
    fakeApt(`case "$1" in update) echo > ${empty}/updated;; *) [ -e ${empty}/updated ] || exit 100; ${install};; esac`);
    expect(installBrowser()).toBe(path.join(empty, "chromium"));
    expect(readFileSync(log, "utf8")).toBe("install -y chromium\nupdate\ninstall -y chromium\n");
  });

  test.skipIf(!isDebian || !isRoot)("a machine without a way out is told what would do", () => {
    fakeApt("exit 100");
    expect(() => installBrowser()).toThrow(
      "could not install Chromium; install Chrome, Edge, Chromium or Brave, or name one in SUBBAND_BROWSER"
    );
  });

  test.skipIf(isDebian && isRoot)("everybody else is told what would do", () => {
    expect(() => installBrowser()).toThrow("no browser found; install Chrome, Edge, Chromium or Brave");
  });
});

test("Chrome comes before Edge, Chromium and Brave everywhere", () => {
  const order = (places: string[]) =>
    places.map((place) =>
      /chrome(?!.*chromium)|edge|chromium|brave/i.exec(place.replace("chrome.exe", ""))?.[0].toLowerCase()
    );
  for (const [platform, env] of [
    ["linux", {PATH: "/usr/bin"}],
    ["darwin", {}],
    ["win32", {ProgramFiles: "C:\\Program Files"}]
  ] as const)
    expect([...new Set(order(browserPlaces(env, platform, "/Users/x")))]).toEqual([
      "chrome",
      "edge",
      "chromium",
      "brave"
    ]);
});

test("a window has a profile of its own and asks nobody outside", () => {
  expect(profileFlags("/p")).toContain("--user-data-dir=/p");
  expect(profileFlags("/p")).toContain("--disable-background-networking");
});

test("without a window, root starts Chromium without its sandbox and nobody else does", () => {
  expect(headlessFlags("auto", {platform: "linux", root: true, gpu: false})).toContain("--no-sandbox");
  expect(headlessFlags("auto", {platform: "linux", root: false, gpu: false})).not.toContain("--no-sandbox");
});

test("graphics get help only where they need it", () => {
  const graphics = (flags: string[]) => flags.filter((flag) => /gpu|angle|swiftshader|vulkan/i.test(flag));
  const on = (backend: "auto" | "webgpu" | "webgl" | "wasm", gpu: boolean) =>
    graphics(headlessFlags(backend, {platform: "linux", root: false, gpu}));
  expect(on("auto", false)).toEqual([]);
  expect(on("wasm", true)).toEqual([]);
  expect(on("webgl", true)).toEqual([]);
  expect(on("webgpu", true)).toContain("--enable-unsafe-webgpu");
  expect(on("webgpu", false)).toContain("--use-webgpu-adapter=swiftshader");
  expect(on("webgl", false)).toContain("--enable-unsafe-swiftshader");
  expect(graphics(headlessFlags("webgpu", {platform: "darwin", root: false, gpu: false}))).toEqual([]);
});

test("what is kept lies where the system keeps the state of programs", () => {
  expect(homeFolder({}, "linux", "/home/x")).toBe("/home/x/.local/state/subband");
  expect(homeFolder({XDG_STATE_HOME: "/state"}, "linux", "/home/x")).toBe("/state/subband");
  expect(homeFolder({}, "darwin", "/Users/x")).toBe("/Users/x/Library/Application Support/Subband");
  expect(homeFolder({SUBBAND_HOME: "/elsewhere"}, "linux", "/home/x")).toBe("/elsewhere");
});
