import {install} from "./install.ts";
import {deviceLost} from "./lost.ts";
import type {Start} from "./start.ts";

/** What runs on it is loaded once there is a renderer that counts. */
export const startWebgl: Start = async ({software}) => {
  const renderer = rendererName();
  if (!renderer) return {why: "there is no WebGL 2 here"};
  const fallback = /swiftshader|llvmpipe|softpipe|software/i.test(renderer);
  if (fallback && !software) return {why: `WebGL renders in software (${renderer})`};
  const [{MathBackendWebGL}, {registerWebgl}] = await Promise.all([
    import("@tensorflow/tfjs-backend-webgl"),
    import("../webgl/register.ts")
  ]);
  registerWebgl();
  const backend = await install("webgl", () => new MathBackendWebGL(), 2);
  if (!backend) return {why: `WebGL does not start (${renderer})`};
  const canvas = backend.gpgpu.gl.canvas as unknown as EventTarget;
  canvas.addEventListener("webglcontextlost", () => deviceLost("webgl", "the WebGL context was taken away"), {
    once: true
  });
  return {device: `${renderer} (WebGL${fallback ? ", software" : ""})`};
};

/** What draws: the unmasked renderer of a WebGL 2 context, that is given back at once. */
function rendererName(): string | undefined {
  if (typeof OffscreenCanvas === "undefined") return undefined;
  const gl = new OffscreenCanvas(1, 1).getContext("webgl2");
  if (!gl) return undefined;
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return name;
}
