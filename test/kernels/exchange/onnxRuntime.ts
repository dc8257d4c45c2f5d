import {InferenceSession, Tensor, env} from "onnxruntime-web";

env.wasm.numThreads = 1;
env.logLevel = "error";

/** Runs an ONNX model on ONNX Runtime's wasm backend with one float input. */
export async function runOnnx(
  file: Uint8Array,
  shape: readonly number[],
  input: Float32Array
): Promise<ReadonlyMap<string, {shape: number[]; values: Float32Array}>> {
  const session = await InferenceSession.create(file, {executionProviders: ["wasm"]});
  try {
    const results = await session.run({input: new Tensor("float32", input, shape)});
    return new Map(
      Object.entries(results).map(([name, {dims, data}]) => [
        name,
        {shape: [...dims], values: Float32Array.from(data as Float32Array)}
      ])
    );
  } finally {
    await session.release();
  }
}
