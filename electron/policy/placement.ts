export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const smallest = {width: 420, height: 320};
const usual = {width: 1280, height: 860};
/** How much of the title bar must be on a screen to be got hold of. */
const handle = {width: 120, height: 32};

const isBounds = (value: unknown): value is Bounds =>
  typeof value === "object" &&
  value !== null &&
  (["x", "y", "width", "height"] as const).every((key) => Number.isFinite((value as Record<string, unknown>)[key]));

/**
 * Where to put the window: where it was, if its title bar can still be reached on one of the screens' work areas, else in
 * the middle (no x and y) with a size that fits the first.
 */
export function placeWindow(
  saved: unknown,
  areas: readonly Bounds[]
): Partial<Bounds> & {width: number; height: number} {
  const main = areas[0] ?? {x: 0, y: 0, ...usual};
  const fit = (wanted: number, least: number, most: number) => Math.round(Math.max(least, Math.min(wanted, most)));
  const size = (wanted: {width: number; height: number}, area: Bounds) => ({
    width: fit(wanted.width, smallest.width, area.width),
    height: fit(wanted.height, smallest.height, area.height)
  });
  if (!isBounds(saved)) return size(usual, main);
  const home = areas.find((area) => {
    const across = Math.min(saved.x + saved.width, area.x + area.width) - Math.max(saved.x, area.x);
    return across >= handle.width && saved.y >= area.y && saved.y <= area.y + area.height - handle.height;
  });
  return home ? {x: Math.round(saved.x), y: Math.round(saved.y), ...size(saved, home)} : size(saved, main);
}
