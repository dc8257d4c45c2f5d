import {fork, type ChildProcess} from "node:child_process";
import {loadavg} from "node:os";
import {parseArgs} from "node:util";
import {bundleWorker} from "./bundle.ts";
import {networks, networksOf} from "./networks.ts";
import type {Ask, Pass} from "./worker.ts";

const help = `node bench/run.mjs inference [--network NAME,…] [--engine NAME,…] [--rounds N] [--hardware] [--kernels]

  --network   ${Object.keys(networks).join(", ")}; the beginning of names with a - at its end, or all;
              edgenext-xx-small unless told otherwise
  --engine    wasm, cpu, webgpu and webgl (ours), onnx-1 and onnx-2 (onnxruntime-web with so many threads), torch-1 and torch-2
              (PyTorch on the CPU); wasm,onnx-1,onnx-2
  --rounds    passes of each after the warm-up; 15
  --hardware  the machine's own graphics processor instead of software WebGPU and WebGL
  --kernels   the time of each of our kernels in one pass`;

/** One picture through published networks: ours against the others on what our writers give, in turn. */
export async function main(args: string[]): Promise<void> {
  const {values} = parseArgs({
    args,
    options: {
      network: {type: "string", default: "edgenext-xx-small"},
      engine: {type: "string", default: "wasm,onnx-1,onnx-2"},
      rounds: {type: "string", default: "15"},
      hardware: {type: "boolean", default: false},
      kernels: {type: "boolean", default: false},
      help: {type: "boolean", default: false}
    }
  });
  if (values.help) return console.log(help);
  const worker = await bundleWorker();
  const failed: string[] = [];
  for (const network of networksOf(values.network))
    try {
      await compare(worker, network, values.engine.split(","), Number(values.rounds), values);
    } catch (error) {
      failed.push(network);
      console.log(`${network}: ${(error as Error).message}`);
    }
  if (failed.length) throw new Error(`failed: ${failed.join(", ")}`);
}

interface Running {
  readonly child: ChildProcess;
  readonly device: string;
  readonly times: number[];
  output: readonly number[];
}

const warmUps = 5;

async function compare(
  worker: string,
  network: string,
  engines: readonly string[],
  rounds: number,
  {hardware, kernels}: {hardware: boolean; kernels: boolean}
): Promise<void> {
  const running: Running[] = [];
  const children: ChildProcess[] = [];
  try {
    for (const engine of engines) {
      const child = fork(worker, [engine, network, ...(hardware ? ["--hardware"] : [])]);
      children.push(child);
      const {device} = await reply<{device: string}>(child);
      running.push({child, device, times: [], output: []});
    }
    for (let round = -Math.min(warmUps, rounds); round < rounds; ++round)
      for (const one of running) {
        const {milliseconds, output} = await ask<Pass>(one.child, "pass");
        if (round >= 0) one.times.push(milliseconds);
        one.output = output;
      }
    console.log(`\n${network}, one picture, ${rounds} rounds, load ${loadavg()[0].toFixed(1)}`);
    console.table(Object.fromEntries(running.map(({device, times}) => [device, row(times, running[0].times)])));
    checkAlike(running);
    if (kernels)
      for (const {child, device} of running) {
        const {kernels: list} = await ask<{kernels: {milliseconds: number}[]}>(child, "profile");
        if (list.length) console.log(device);
        if (list.length) console.table(list.map((one) => ({...one, milliseconds: round(one.milliseconds)})));
      }
  } finally {
    for (const child of children) if (child.connected) child.disconnect(); // an engine closes what it opened, and ends
  }
}

function row(times: readonly number[], first: readonly number[]) {
  return {
    "ms (median)": round(median(times)),
    "ms (least)": round(Math.min(...times)),
    "times the first": round(median(times) / median(first))
  };
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
