import {install} from "./install.ts";
import {deviceLost} from "./lost.ts";
import type {Start} from "./start.ts";

/** How long to ask again for an adapter: the first answers of a browser that has just started may be null. */
const patience = {asked: 5000, automatic: 1000};

const features: GPUFeatureName[] = ["timestamp-query", "subgroups" as GPUFeatureName, "shader-f16"];

/** Limits of the adapter that tfjs' and our kernels can use. */
const limits = [
  "maxBufferSize",
  "maxComputeInvocationsPerWorkgroup",
  "maxComputeWorkgroupSizeX",
  "maxComputeWorkgroupStorageSize",
  "maxComputeWorkgroupsPerDimension",
  "maxStorageBufferBindingSize",
  "maxStorageBuffersPerShaderStage"
] as const;

/**
 * WebGPU on a device of our own: tfjs' asks neither for the adapter's storage buffers nor tells of a lost device. What runs
 * on it is loaded once there is an adapter.
 */
export const startWebgpu: Start = async ({software}) => {
  const gpu = typeof navigator === "undefined" ? undefined : navigator.gpu;
  if (!gpu) return {why: "there is no WebGPU here"};
  const adapter = await findAdapter(gpu, software ? patience.asked : patience.automatic);
  if (!adapter) return {why: "WebGPU finds no adapter"};
  const info = adapter.info as GPUAdapterInfo & {isFallbackAdapter?: boolean};
  const name = [info.description || info.device || info.vendor, info.architecture].filter(Boolean).join(" ");
  const fallback = info.isFallbackAdapter ?? adapter.isFallbackAdapter;
  if (fallback && !software) return {why: `WebGPU has only a software adapter (${name})`};
  let device: GPUDevice;
  try {
    device = await adapter.requestDevice({
      requiredFeatures: features.filter((feature) => adapter.features.has(feature)),
      requiredLimits: Object.fromEntries(limits.map((limit) => [limit, adapter.limits[limit]]))
    });
  } catch (error) {
    return {why: `WebGPU gives no device (${(error as Error).message})`};
  }
  const [{WebGPUBackend}, {registerWebgpu}] = await Promise.all([
    import("@tensorflow/tfjs-backend-webgpu"),
    import("../webgpu/register.ts")
  ]);
  registerWebgpu({software: fallback});
  const backend = await install("webgpu", () => new WebGPUBackend(device, info), 3);
  if (!backend) return {why: "WebGPU does not start"};
  void device.lost.then(({message}) => deviceLost("webgpu", message));
  device.addEventListener("uncapturederror", ({error}) => console.error(`webgpu: ${error.message}`));
  return {device: `${name} (WebGPU${fallback ? ", software" : ""})`};
};

async function findAdapter(gpu: GPU, milliseconds: number): Promise<GPUAdapter | null> {
  for (const end = performance.now() + milliseconds; ;) {
    const adapter = await gpu.requestAdapter({powerPreference: "high-performance"});
    if (adapter || performance.now() > end) return adapter;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
