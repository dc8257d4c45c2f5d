/** How much is asked of the graphics card; each step asks less than the one before. */
export const graphicsLevels = ["force-webgpu", "auto", "webgl", "software"] as const;
export type GraphicsLevel = (typeof graphicsLevels)[number];

export interface Graphics {
  readonly level: GraphicsLevel;
  /** For `app.commandLine`; the values of `enable-features` and `disable-features` are to be merged. */
  readonly switches: readonly (readonly [name: string, value?: string])[];
  /** Whether `app.disableHardwareAcceleration()` is to be called. */
  readonly withoutAcceleration: boolean;
  /** What the person is to be told. */
  readonly notice?: string;
}

const switches: Record<GraphicsLevel, Graphics["switches"]> = {
  "force-webgpu": [
    ["enable-unsafe-webgpu"],
    ["ozone-platform", "x11"],
    ["use-angle", "vulkan"],
    ["enable-features", "Vulkan,VulkanFromANGLE"]
  ],
  auto: [],
  webgl: [["disable-features", "WebGPU"]],
  software: []
};

/**
 * What to ask of the graphics card at this start. `setting` is the person's choice; `attempt` is what the marker holds that
 * was written before the last start and is removed once that start has proved itself: if it is still there, that start
 * did not live, so we ask one step less and say so.
 */
export function chooseGraphics(setting: unknown, attempt: unknown): Graphics {
  const chosen = graphicsLevels.find((level) => level === setting) ?? "auto";
  const failed = graphicsLevels.find((level) => level === attempt);
  const next = failed && graphicsLevels[Math.min(graphicsLevels.indexOf(failed) + 1, graphicsLevels.length - 1)];
  const fallen = next !== undefined && graphicsLevels.indexOf(next) > graphicsLevels.indexOf(chosen);
  const level = fallen ? next : chosen;
  return {
    level,
    switches: switches[level],
    withoutAcceleration: level === "software",
    ...(fallen && {notice: `Subband did not start with graphics "${failed}", so it now uses "${level}".`})
  };
}

/** Two comma-separated lists of features as one, each once. */
export function mergeFeatures(present: string, added: string): string {
  return [...new Set([...present.split(","), ...added.split(",")])].filter((name) => name !== "").join(",");
}
