import {writeOnnx} from "../../kernels/exchange/onnx/write.ts";
import type {Network} from "../../kernels/graph/network.ts";
import {benchInput, benchWeights} from "./input.ts";

/** An engine with the network in place. */
export interface Engine {
  readonly device: string;
  /** One pass, until the output has been read. */
  run(): Promise<Float32Array>;
  /** Milliseconds and calls of our kernels in one pass, where the engine tells. */
  profile?(): Promise<readonly {name: string; milliseconds: number; calls: number}[]>;
  /** Ends what it opened outside its process. */
  close?(): void | Promise<void>;
}

/** ONNX Runtime's wasm build on the network that our writer gives. */
export async function onnxRuntime(network: Network, threads: number): Promise<Engine> {
  const {InferenceSession, Tensor, env} = await import("onnxruntime-web");
  env.wasm.numThreads = threads;
  env.logLevel = "error";
  const session = await InferenceSession.create(writeOnnx(network, benchWeights(network)), {
    executionProviders: ["wasm"],
    graphOptimizationLevel: "all"
  });
  const input = new Tensor("float32", benchInput(network), [1, ...network.inputs[0].shape]);
  return {
    device: `onnxruntime-web wasm, ${threads} thread${threads > 1 ? "s" : ""}`,
    run: async () => Float32Array.from((await session.run({input}))[session.outputNames[0]].data as Float32Array)
  };
}
