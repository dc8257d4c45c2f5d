const dark = new Set([
  "coffee",
  "deep-space",
  "ink",
  "midnight",
  "near-midnight",
  "ocean-floor",
  "slate",
  "stark",
  "sun-faded"
]);
const light = new Set(["cotton", "glacier", "parchment"]);

/**
 * The `color-scheme` that a notebook's theme stands for. `air`, the theme of a file that names none, follows the system,
 * as do `light-dark(…)` and names that are not known.
 */
export function lookOf(theme: string): "light" | "dark" | "light dark" {
  if (dark.has(theme)) return "dark";
  if (light.has(theme)) return "light";
  return "light dark";
}
