import {parseArgs} from "node:util";
import {chromium} from "playwright-core";
import {backendNames, type BackendName} from "../../kernels/tensors/names.ts";
import {findBrowser} from "../../test/browser/find.ts";
import {flags} from "../../test/browser/launch.ts";
import type {Measured, Order} from "./page.ts";
import {serveBench} from "./server.ts";
import {torchStep} from "./torch.ts";

declare const globalThis: {measure(order: Order): Promise<Record<string, Measured>>};

const help = `node bench/run.mjs training-step [--backend NAME,…] [--batch N] [--rounds N] [--only ours|stock] [--torch]
  [--hardware] [--kernels]

  --backend   webgpu, webgl, wasm, cpu; wasm unless told otherwise
  --torch     also the same step in PyTorch with two threads, if python3 has torch
  --hardware  the machine's own graphics processor instead of software WebGPU and WebGL
  --kernels   the time of each kernel in one step`;

/** One training step of the reference network: ours against TensorFlow.js' own ops, in turn in one page. */
export async function main(args: string[]): Promise<void> {
  const {values} = parseArgs({
    args,
    options: {
      backend: {type: "string", default: "wasm"},
      batch: {type: "string", default: "32"},
      rounds: {type: "string", default: "7"},
      only: {type: "string"},
      torch: {type: "boolean", default: false},
      hardware: {type: "boolean", default: false},
      kernels: {type: "boolean", default: false},
      help: {type: "boolean", default: false}
    }
  });
  if (values.help) return console.log(help);
  const variants = values.only ? [values.only] : ["ours", "stock"];
  const [batch, rounds] = [Number(values.batch), Number(values.rounds)];
  const {origin, close} = await serveBench();
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    headless: true,
    args: values.hardware ? ["--enable-unsafe-webgpu", "--no-sandbox"] : flags
  });
  try {
    for (const backend of values.backend.split(",") as BackendName[]) {
      if (!backendNames.includes(backend))
        throw new Error(`unknown backend: ${backend}; expected ${backendNames.join(", ")}`);
      const page = await browser.newPage();
      page.on("console", (message) => {
        if (message.type() === "error") console.error(message.text());
      });
      await page.goto(origin);
      await page.waitForFunction("globalThis.measure");
      const order: Order = {backend, batch, rounds, variants};
      const results = await page.evaluate((order) => globalThis.measure(order), order);
      await page.close();
      report(backend, batch, results, values.kernels);
    }
  } finally {
    await browser.close();
    close();
  }
  if (values.torch) console.log(torchStep(batch, rounds));
}

function report(backend: BackendName, batch: number, results: Record<string, Measured>, kernels: boolean): void {
  console.log(`\n${backend}, batch ${batch}: ${Object.values(results)[0].device}`);
  console.table(
    Object.fromEntries(
      Object.entries(results).map(([name, {steps, losses, profile}]) => [
        name,
        {
          "ms (median)": round(median(steps.map(({milliseconds}) => milliseconds))),
          "ms (least)": round(Math.min(...steps.map(({milliseconds}) => milliseconds))),
          "ms to issue": round(median(steps.map(({issued}) => issued))),
          "images/s": Math.round((1000 * batch) / median(steps.map(({milliseconds}) => milliseconds))),
          "kernel calls": profile.kernels,
          dispatches: steps[0].dispatches,
          submits: steps[0].submits,
          draws: steps[0].draws,
          "peak MB": Math.round(profile.peakBytes / 1e6),
          "first losses": losses.map((loss) => loss.toFixed(5)).join(", ")
        }
      ])
    )
  );
  const {ours, stock} = results;
  if (ours && stock) {
    const gain = (of: (times: number[]) => number) =>
      (of(stock.steps.map((step) => step.milliseconds)) / of(ours.steps.map((step) => step.milliseconds))).toFixed(2);
    console.log(`gain ${gain(median)}× in the median, ${gain((times) => Math.min(...times))}× in the least`);
    const apart = ours.losses.some((loss, i) => !(Math.abs(loss - stock.losses[i]) < 1e-3));
    if (apart) throw new Error(`losses differ: ${ours.losses.join(", ")}; stock ${stock.losses.join(", ")}`);
  }
  if (kernels)
    for (const [name, {profile}] of Object.entries(results)) {
      console.log(name);
      console.table(profile.byKernel.slice(0, 24).map((row) => ({...row, milliseconds: round(row.milliseconds)})));
    }
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
