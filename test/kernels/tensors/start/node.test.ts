import {expect, test} from "vitest";
import {chooseBackend, type BackendName} from "../../../../kernels/tensors/backend.ts";
import {startInNode} from "../startInNode.ts";

test("wasm runs, since there is no graphics processor to be had", async () => {
  expect(await startInNode("auto")).toEqual({
    backend: "wasm",
    device: "WebAssembly SIMD, 1 thread",
    reason: "WebAssembly runs because there is no WebGPU here and there is no WebGL 2 here."
  });
});

test("what is asked for by name runs", async () => {
  const {backend, reason} = await startInNode("cpu");
  expect({backend, reason}).toEqual({backend: "cpu", reason: "plain JavaScript was asked for."});
});

test("what is asked for and does not start gives way, and the reason says so", async () => {
  const {backend, reason} = await startInNode("webgl");
  expect(backend).toBe("wasm");
  expect(reason).toBe(
    "WebGL was asked for, but there is no WebGL 2 here and there is no WebGPU here; WebAssembly takes its place."
  );
});

test("an unknown backend is refused with the known ones", async () => {
  await expect(chooseBackend("metal" as BackendName, {wasmPath: {}})).rejects.toThrow(
    "unknown backend: metal; expected auto, webgpu, webgl, wasm, cpu"
  );
});
