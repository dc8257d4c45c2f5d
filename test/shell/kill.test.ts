import {readdirSync, readFileSync} from "node:fs";
import path from "node:path";
import {chromium} from "playwright-core";
import {afterEach, expect, test} from "vitest";
import {findBrowser} from "../browser/find.ts";
import {flags} from "../browser/launch.ts";
import {openShell, type ShellHost} from "./openShell.ts";

let shell: ShellHost;
afterEach(() => shell?.close());

/** The number that the typed text ends in. */
const numberIn = (text: string) => Number(/typed (\d+)$/.exec(text)?.[1] ?? -1);

test("a browser killed with SIGKILL in the middle of typing loses nothing typed more than a second before", async () => {
  shell = await openShell({files: {"a.html": "<title>A</title>\n"}});
  const server = await chromium.launchServer({executablePath: findBrowser(), headless: true, args: flags});
  const window = await shell.open({more: "&open=a.html", browser: server.wsEndpoint()});
  const frame = await window.notebook();
  // Autosave would write the file whenever a busy machine makes a pause; the journal is what is tried here.
  await window.page.evaluate(() => localStorage.setItem("autosave", "false"));
  await window.page.reload();
  const again = await window.notebook();
  expect(again).not.toBe(frame);

  const typedAt: number[] = [];
  for (let i = 0; i < 60; ++i) {
    await again.evaluate((n) => {
      const {box} = Reflect.get(globalThis, "stub") as {box: HTMLTextAreaElement};
      box.value = `<title>A</title>\ntyped ${n}`;
      box.dispatchEvent(new InputEvent("input"));
    }, i);
    typedAt.push(Date.now());
  }
  const killedAt = Date.now();
  await server.kill();

  const folder = path.join(shell.home, "journal");
  const [entry] = readdirSync(folder).filter((file) => file.endsWith(".json") && !file.includes("running"));
  const journaled = numberIn((JSON.parse(readFileSync(path.join(folder, entry), "utf8")) as {text: string}).text);
  const lost = typedAt.slice(journaled + 1);
  expect(lost.filter((at) => at < killedAt - 1000)).toEqual([]);

  // The host is killed as well: what it answered is on disk, and the next window shows it.
  await shell.restart();
  const later = await shell.open({more: "&open=a.html"});
  const shown = await (
    await later.notebook()
  ).evaluate(() => (Reflect.get(globalThis, "stub") as {box: HTMLTextAreaElement}).box.value);
  expect(numberIn(shown)).toBe(journaled);
  await later.page.getByText(/^Restored unsaved changes from/).waitFor();
  expect(shell.read("a.html")).toBe("<title>A</title>\n");
});
