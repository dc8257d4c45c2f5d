import {parseArgs} from "node:util";
import {build} from "esbuild";
import {chromium} from "playwright-core";
import {findBrowser} from "../../test/browser/find.ts";
import type {Timings} from "./page.ts";

declare const globalThis: {measure(rounds: number): Record<string, Timings>};

const help = `node bench/run.mjs graph [--rounds N]`;

/** What a slider costs before anything is computed: tracing published networks, reading their graphs, drawing their tables. */
export async function main(args: string[]): Promise<void> {
  const {values} = parseArgs({
    args,
    options: {rounds: {type: "string", default: "40"}, help: {type: "boolean", default: false}}
  });
  if (values.help) return console.log(help);
  const {outputFiles} = await build({
    entryPoints: ["bench/graph/page.ts"],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2023",
    define: {"process.env.NODE_ENV": '"production"'},
    logLevel: "warning"
  });
  const browser = await chromium.launch({executablePath: findBrowser(), headless: true, args: ["--no-sandbox"]});
  try {
    const page = await browser.newPage({viewport: {width: 1280, height: 800}});
    await page.addScriptTag({content: outputFiles[0].text, type: "module"});
    await page.waitForFunction("globalThis.measure");
    const results = await page.evaluate((rounds) => globalThis.measure(rounds), Number(values.rounds));
    console.table(
      Object.fromEntries(
        Object.entries(results).map(([name, {nodes, ...times}]) => [
          name,
          {nodes, ...Object.fromEntries(Object.entries(times).map(([part, list]) => [`${part}, ms`, median(list)]))}
        ])
      )
    );
  } finally {
    await browser.close();
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Number(sorted[sorted.length >> 1].toFixed(2));
}
