import {build} from "esbuild";
import {chromium, type Browser} from "playwright-core";
import {findBrowser} from "../browser/find.ts";
import {flags} from "../browser/launch.ts";
import type {CaseFile} from "./folder.ts";
import type {ReferencePage} from "./page.ts";
import type {Verdict} from "./verdict.ts";

declare const reference: ReferencePage;

const origin = "http://localhost"; // a secure context, as WebGPU wants; answered by the route below, not by a server

/** Judges cases on a backend that only a browser has, one after another, in one page of the installed Chromium. */
export async function judgeInBrowser(
  backend: "webgl" | "webgpu",
  cases: readonly CaseFile[],
  report: (file: CaseFile, verdict: Verdict) => void
): Promise<void> {
  const browser = await chromium.launch({executablePath: findBrowser(), headless: true, args: flags});
  try {
    const page = await openPage(browser);
    const started = await page.evaluate((name) => reference.start(name), backend);
    for (const file of cases) {
      const base64 = Buffer.from(file.bytes).toString("base64");
      const verdict =
        started === backend
          ? await page
              .evaluate(([text, name]) => reference.judge(text, name), [base64, backend] as const)
              .catch((error: unknown) => fault(String(error)))
          : fault(`${backend} does not start here`);
      // numbers that JSON does not know come back as null
      report(file, {...verdict, error: verdict.error ?? Infinity});
    }
  } finally {
    await browser.close();
  }
}

async function openPage(browser: Browser) {
  const {outputFiles} = await build({
    entryPoints: ["test/reference/page.ts"],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2023",
    external: ["fs", "path", "worker_threads", "perf_hooks", "os", "util", "crypto", "string_decoder", "node-fetch"],
    logLevel: "warning"
  });
  const page = await browser.newPage();
  await page.route(`${origin}/**`, (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<!doctype html><meta charset="utf-8"><title>reference</title>`
    })
  );
  await page.goto(origin);
  await page.addScriptTag({content: outputFiles[0].text});
  return page;
}

function fault(text: string): Verdict {
  return {ok: false, error: Infinity, faults: [text]};
}
