/** The time in milliseconds since 1970, anew for each frame. */
export function* now(): Generator<number, void, unknown> {
  for (;;) yield Date.now();
}
