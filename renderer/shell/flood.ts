// A frame runs the author's code, which may get hold of the port and send without end. What arrives is cheap to refuse
// but not free, so past a bound within one second the shell stops listening.

/** A thousand messages of most kinds a second, or twenty thousand of those that cells bring with them, or 128 MB. */
const longestSecond = {cost: 20_000, size: 128 * 2 ** 20};
const cheap = new Set<unknown>(["started", "finished", "pong"]);
const usual = 20;

/** The kind of a message and its size in rough bytes: its long texts and its bytes, which are what costs. */
function measure(data: unknown): {cost: number; size: number} {
  if (typeof data !== "object" || data === null) return {cost: usual, size: 8};
  let size = 64;
  for (const value of Object.values(data)) {
    if (typeof value === "string") size += value.length;
    else if (value instanceof Uint8Array) size += value.byteLength;
    else if (Array.isArray(value)) size += 64 * value.length;
  }
  return {cost: cheap.has((data as {type?: unknown}).type) ? 1 : usual, size};
}

/** A gate that tells, message by message, whether there were too many or too large ones within a second. */
export function floodGate(now: () => number, limit = longestSecond): (data: unknown) => boolean {
  let began = -Infinity;
  let sum = {cost: 0, size: 0};
  return (data) => {
    const time = now();
    if (time - began >= 1000) {
      began = time;
      sum = {cost: 0, size: 0};
    }
    const {cost, size} = measure(data);
    sum = {cost: sum.cost + cost, size: sum.size + size};
    return sum.cost > limit.cost || sum.size > limit.size;
  };
}
