import {cpSync, readdirSync} from "node:fs";
import {afterEach, expect, test} from "vitest";
import {openShell, type ShellHost} from "./shell/openShell.ts";

let shell: ShellHost;
afterEach(() => shell.close());

const notebooks = readdirSync("notebooks").filter((name) => name.endsWith(".html"));

test.each(notebooks)("%s runs to its end without an error and asks nothing of another machine", async (name) => {
  shell = await openShell({assets: "dist/renderer"});
  cpSync("notebooks", shell.workspace, {recursive: true});
  const {page, context} = await shell.open({more: `&open=${name}`});
  const asked: string[] = [];
  context.on("request", (request) => asked.push(request.url()));
  await page.waitForSelector("iframe.shown"); // the window has its token by now
  await page.reload(); // so that the first requests are seen too
  const frame = await (await page.waitForSelector("iframe.shown")).contentFrame();
  if (!frame) throw new Error("the notebook has no frame");
  await frame.waitForFunction(
    () => {
      const marks = [...document.querySelectorAll<HTMLElement>("[data-mode][data-status]")];
      return marks.length > 5 && marks.every((mark) => ["idle", "error"].includes(mark.dataset.status ?? ""));
    },
    undefined,
    {polling: 100, timeout: 60_000}
  );
  expect(await frame.locator("[data-status=error]").count()).toBe(0);
  expect(asked.length).toBeGreaterThan(10);
  const hosts = new Set(asked.filter((url) => /^https?:/.test(url)).map((url) => new URL(url).hostname));
  for (const host of hosts) expect(host).toMatch(/(^|\.)app\.localhost$/);
});
