import {existsSync} from "node:fs";

/** Switches for every browser that we start: a profile of its own, no first-run questions, no calls home. */
export function profileFlags(profile: string): string[] {
  return [
    `--user-data-dir=${profile}`,
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-search-engine-choice-screen"
  ];
}

/** Whether Linux shows a GPU of any kind. */
function hasGpu(): boolean {
  return ["/dev/dri/renderD128", "/dev/nvidia0", "/dev/dxg"].some((device) => existsSync(device));
}

/**
 * Switches for a browser without a window. Work goes on at full speed though nobody looks. The backend needs help only
 * where it is asked for: on Linux WebGPU is behind a switch, and without a GPU both graphics backends are software.
 * As root (containers) Chromium starts only without its sandbox; the notebook is one that the person asked to run.
 */
export function headlessFlags(
  backend: "auto" | "webgpu" | "webgl" | "wasm" | "cpu",
  {platform = process.platform, root = process.getuid?.() === 0, gpu = hasGpu()} = {}
): string[] {
  const flags = [
    "--headless=new",
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
    "--mute-audio"
  ];
  if (platform === "linux") {
    flags.push("--disable-dev-shm-usage");
    if (root) flags.push("--no-sandbox");
    if (gpu && (backend === "auto" || backend === "webgpu"))
      flags.push("--enable-unsafe-webgpu", "--use-angle=vulkan", "--enable-features=Vulkan");
    if (!gpu && backend === "webgpu") flags.push("--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader");
    if (!gpu && (backend === "webgl" || backend === "webgpu"))
      flags.push("--use-angle=swiftshader", "--enable-unsafe-swiftshader");
  }
  return flags;
}
