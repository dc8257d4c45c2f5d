import {fork, type ChildProcess} from "node:child_process";
import {loadavg} from "node:os";
import {parseArgs} from "node:util";
import {bundleWorker} from "./bundle.ts";
import {networks} from "./networks.ts";
import {torchTimes} from "./torch.ts";
import type {Ask, Pass} from "./worker.ts";

const help = `node bench/run.mjs inference [--network NAME,…] [--engine NAME,…] [--rounds N] [--torch]
  [--hardware] [--kernels]

  --network   ${Object.keys(networks).join(", ")}; edgenext-xx-small unless told otherwise
  --engine    wasm, cpu, webgpu and webgl (ours), onnx-1 and onnx-2 (onnxruntime-web with so many threads); wasm,onnx-1,onnx-2
  --torch     also PyTorch with one and two threads, if python3 has torch
  --hardware  the machine's own graphics processor instead of software WebGPU and WebGL
  --kernels   the time of each of our kernels in one pass`;

/** One picture through published networks: ours against ONNX Runtime on what our writer gives, in turn. */
export async function main(args: string[]): Promise<void> {
  const {values} = parseArgs({
    args,
    options: {
      network: {type: "string", default: "edgenext-xx-small"},
      engine: {type: "string", default: "wasm,onnx-1,onnx-2"},
      rounds: {type: "string", default: "15"},
      torch: {type: "boolean", default: false},
      hardware: {type: "boolean", default: false},
      kernels: {type: "boolean", default: false},
      help: {type: "boolean", default: false}
    }
  });
  if (values.help) return console.log(help);
  const worker = await bundleWorker();
  for (const network of values.network.split(","))
    await compare(worker, network, values.engine.split(","), Number(values.rounds), values);
}

interface Running {
  readonly child: ChildProcess;
  readonly device: string;
  readonly times: number[];
  output: readonly number[];
}

async function compare(
  worker: string,
  network: string,
  engines: readonly string[],
  rounds: number,
  {torch, hardware, kernels}: {torch: boolean; hardware: boolean; kernels: boolean}
): Promise<void> {
  const running = new Map<string, Running>();
  try {
    for (const engine of engines) {
      const child = fork(worker, [engine, network, ...(hardware ? ["--hardware"] : [])]);
      const {device} = await reply<{device: string}>(child);
      running.set(engine, {child, device, times: [], output: []});
    }
    const warmUps = 5;
    for (let round = -warmUps; round < rounds; ++round)
      for (const one of running.values()) {
        const {milliseconds, output} = await ask<Pass>(one.child, "pass");
        if (round >= 0) one.times.push(milliseconds);
        one.output = output;
      }
    console.log(`\n${network}, one picture, ${rounds} rounds, load ${loadavg()[0].toFixed(1)}`);
    const rows = [...running.values()].map(({device, times}) => [device, row(times)] as const);
    console.table(Object.fromEntries([...rows, ...(torch ? torchRows(network, rounds) : [])]));
    checkAlike([...running.values()]);
    if (kernels)
      for (const {child, device} of running.values()) {
        const {kernels: list} = await ask<{kernels: {milliseconds: number}[]}>(child, "profile");
        if (list.length) console.log(device);
        if (list.length) console.table(list.map((one) => ({...one, milliseconds: round(one.milliseconds)})));
      }
  } finally {
    for (const {child, device} of running.values())
      if (/web(gpu|gl)/.test(device))
        child.disconnect(); // closes its browser first
      else child.kill();
  }
}

function torchRows(network: string, rounds: number) {
  return [1, 2].flatMap((threads) => {
    const times = torchTimes(network, threads, rounds);
    return times ? [[`PyTorch, ${threads} thread${threads > 1 ? "s" : ""}`, row(times)] as const] : [];
  });
}

function row(times: readonly number[]) {
  return {"ms (median)": round(median(times)), "ms (least)": round(Math.min(...times))};
}

/** Engines that disagree did not run the same network. */
function checkAlike([first, ...others]: readonly Running[]): void {
  const largest = Math.max(...first.output.map(Math.abs));
  for (const {device, output} of others) {
    const apart = Math.max(...output.map((value, i) => Math.abs(value - first.output[i])));
    if (!(apart <= 1e-3 * (1 + largest))) throw new Error(`outputs differ by ${apart}: ${first.device} and ${device}`);
  }
}

function ask<T>(child: ChildProcess, what: Ask): Promise<T> {
  const answer = reply<T>(child);
  child.send(what);
  return answer;
}

function reply<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`an engine ended (${code})`));
    child.once("exit", ended);
    child.once("message", (message) => {
      child.off("exit", ended);
      resolve(message as T);
    });
  });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
