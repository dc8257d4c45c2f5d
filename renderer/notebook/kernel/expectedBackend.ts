import type {BackendName} from "../../../kernels/tensors/names.ts";

/** What training will probably run on, before anything was started. */
export interface ExpectedBackend {
  readonly backend: BackendName;
  readonly device: string;
  readonly reason: string;
}

/**
 * Asks the browser, without loading TensorFlow.js, which backend a run will get: the order and the refusal of software are
 * those of `chooseBackend`, which decides when a run starts and may still find that something does not work.
 */
export async function expectedBackend(navigator: Navigator): Promise<ExpectedBackend> {
  const adapter = await navigator.gpu?.requestAdapter({powerPreference: "high-performance"}).catch(() => null);
  if (adapter) {
    const info = adapter.info as GPUAdapterInfo & {isFallbackAdapter?: boolean};
    const name = info.description || info.device || info.vendor;
    if (!(info.isFallbackAdapter ?? adapter.isFallbackAdapter))
      return expect("webgpu", name, "WebGPU has this machine's graphics processor");
  }
  const without = adapter ? "WebGPU has only a software adapter" : "there is no WebGPU adapter";
  const renderer = rendererName();
  if (renderer && !/swiftshader|llvmpipe|softpipe|software/i.test(renderer))
    return expect("webgl", renderer, `${without}; WebGL has this machine's graphics processor`);
  return expect("wasm", "WebAssembly", `${without}, and WebGL ${renderer ? "renders in software" : "is not there"}`);
}

function expect(backend: BackendName, device: string, why: string): ExpectedBackend {
  return {backend, device, reason: `${why}. It is started with the first run.`};
}

function rendererName(): string | undefined {
  const gl = new OffscreenCanvas(1, 1).getContext("webgl2");
  if (!gl) return undefined;
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return name;
}
