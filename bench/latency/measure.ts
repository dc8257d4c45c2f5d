import {readFileSync} from "node:fs";
import path from "node:path";
import {tensor4d, tidy, type Tensor} from "@tensorflow/tfjs-core";
import type {ConvShape, LatencyTable} from "../../kernels/design/latency/latency.ts";
import {initialWeights} from "../../kernels/graph/initialise.ts";
import {network} from "../../kernels/graph/trace.ts";
import {conv} from "../../kernels/ops/conv.ts";
import {chooseBackend} from "../../kernels/tensors/backend.ts";
import {execute} from "../../kernels/tensors/execute.ts";
import {disposeParameters, loadParameters} from "../../kernels/tensors/weights.ts";

export interface Grid {
  readonly sides: readonly number[];
  readonly channels: readonly number[];
  readonly kernels: readonly number[];
  /** Multiply-adds above which a convolution is estimated. */
  readonly limit: number;
  readonly rounds: number;
  /** The folder of our compiled wasm kernels. */
  readonly simd: string;
}

/** Milliseconds of every convolution of a grid on wasm, one thread. */
export async function measure({sides, channels, kernels, limit, rounds, simd}: Grid): Promise<LatencyTable["entries"]> {
  await startWasm(simd);
  const entries: LatencyTable["entries"][number][] = [];
  for (const depthwise of [false, true])
    for (const kernel of kernels)
      for (const stride of [1, 2]) {
        entries.push(...(await timeKind({depthwise, kernel, stride}, sides, channels, limit, rounds)));
        console.log(`${depthwise ? "depthwise " : ""}${kernel}×${kernel} stride ${stride} done`);
      }
  return entries;
}

type Kind = Pick<ConvShape, "depthwise" | "kernel" | "stride">;

/** All sides and channels of one kind, the smallest first, so that an estimate has something to go by. */
async function timeKind(
  kind: Kind,
  sides: readonly number[],
  channels: readonly number[],
  limit: number,
  rounds: number
) {
  const shapes = sides
    .flatMap((side) =>
      channels.flatMap((input) => outputs(kind, input, channels).map((output) => ({...kind, side, input, output})))
    )
    .sort((a, b) => macsOf(a) - macsOf(b));
  const entries: (ConvShape & {ms: number; estimated?: true})[] = [];
  let slowness = 0; // milliseconds a multiply-add
  for (const shape of shapes) {
    const macs = macsOf(shape);
    if (macs > limit && slowness > 0) entries.push({...shape, ms: slowness * macs, estimated: true});
    else {
      const ms = await time(shape, rounds);
      slowness = ms / macs;
      entries.push({...shape, ms});
    }
  }
  return entries;
}

function outputs({depthwise}: Kind, input: number, channels: readonly number[]): readonly number[] {
  return depthwise ? [input] : channels;
}

function macsOf({depthwise, input, output, side, kernel, stride}: ConvShape): number {
  return (depthwise ? 1 : input) * output * kernel ** 2 * Math.ceil(side / stride) ** 2;
}

/** The median of a few runs for one image, after one that is not counted. */
async function time({depthwise, input, output, side, kernel, stride}: ConvShape, rounds: number): Promise<number> {
  const net = network([input, side, side], (x) =>
    conv(x, {
      width: output,
      kernel,
      stride,
      padding: (kernel - 1) / 2,
      groups: depthwise ? input : 1,
      bias: false
    })
  );
  const parameters = loadParameters(net, initialWeights(net, 1));
  const x = tensor4d(new Float32Array(input * side * side).fill(0.5), [1, side, side, input]);
  const times: number[] = [];
  for (let i = 0; i <= rounds; ++i) {
    const began = performance.now();
    const y = tidy(() => execute(net, parameters, x, {training: false}).outputs[0]) as Tensor;
    await y.data();
    times.push(performance.now() - began);
    y.dispose();
  }
  x.dispose();
  disposeParameters(parameters);
  return times.slice(1).sort((a, b) => a - b)[rounds >> 1];
}

const stock = "node_modules/@tensorflow/tfjs-backend-wasm/wasm-out";

async function startWasm(simd: string): Promise<void> {
  const files = [
    ...["", "-simd", "-threaded-simd"].map((kind) => path.join(stock, `tfjs-backend-wasm${kind}.wasm`)),
    ...["simd.wasm", "simd-shared.wasm"].map((name) => path.join(simd, name))
  ];
  const wasmPath = Object.fromEntries(files.map((file) => [path.basename(file), new Uint8Array(readFileSync(file))]));
  const {backend, reason} = await chooseBackend("wasm", {wasmPath});
  if (backend !== "wasm") throw new Error(`wasm does not start: ${reason}`);
}
