import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import os from "node:os";
import path from "node:path";
import {afterAll, afterEach, beforeEach, expect, test, vi} from "vitest";
import {start} from "../../command/start.ts";
import {fakeInstallation} from "./fakePages.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "subband-test-"));
const installation = fakeInstallation(folder);
const before = process.env.SUBBAND_HOME;
process.env.SUBBAND_HOME = path.join(folder, "home");

let printed: string[];
beforeEach(() => {
  printed = [];
  vi.spyOn(console, "log").mockImplementation((line: string) => void printed.push(line));
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => {
  process.env.SUBBAND_HOME = before;
  if (before === undefined) delete process.env.SUBBAND_HOME;
  rmSync(folder, {recursive: true});
});

/** Starts, and resolves to the address that is printed and what ends it. */
async function started(options: {port?: number; workspace?: string} = {}) {
  const running = start({open: false, ...options}, installation);
  const printedAddress = await Promise.race([
    vi.waitUntil(() => printed.map((line) => /^Subband: (http:\S+)$/.exec(line)?.[1]).find(Boolean), {timeout: 20_000}),
    running.then(() => "")
  ]);
  const address = new URL(printedAddress ?? "");
  return {
    address,
    end: async () => {
      process.emit("SIGTERM");
      await running;
    }
  };
}

test("the printed address opens the page with a code that gives a token", async () => {
  const {address, end} = await started({workspace: folder});
  expect(address.hostname).toBe("app.localhost");
  expect(printed).toContain(`workspace: ${folder}`);
  const origin = `http://127.0.0.1:${address.port}`;
  const response = await fetch(origin, {redirect: "manual"});
  expect(response.headers.get("location")).toBe(`${address.origin}/`);
  expect(new URLSearchParams(address.hash.slice(1)).get("code")).toMatch(/^[\w-]{24}$/);
  await end();
  await expect(fetch(origin)).rejects.toThrow();
});

test("the port is the same the next time, unless another is asked for", async () => {
  const first = await started();
  await first.end();
  printed = [];
  const second = await started();
  await second.end();
  expect(second.address.port).toBe(first.address.port);
  printed = [];
  const other = Number(first.address.port) === 41_734 ? 41_735 : 41_734;
  const third = await started({port: other});
  await third.end();
  expect(third.address.port).toBe(String(other));
  const settings = path.join(folder, "home/settings.json");
  expect(JSON.parse(readFileSync(settings, "utf8"))).toEqual({port: Number(first.address.port)});
});

test("a second start beside the first takes another port and does not move the first one's", async () => {
  const first = await started();
  printed = [];
  const second = await started();
  expect(second.address.port).not.toBe(first.address.port);
  process.emit("SIGTERM");
  await Promise.all([first.end(), second.end()]);
  printed = [];
  const third = await started();
  expect(third.address.port).toBe(first.address.port);
  await third.end();
});

test("a workspace that is not there is an error", async () => {
  await expect(start({open: false, workspace: "/nowhere"}, installation)).rejects.toThrow("no such folder: /nowhere");
});
