// A frame runs the author's code, which may get hold of the port and send without end. What arrives is cheap to refuse
// but not free, so past a bound within one second the shell stops listening.

const longestSecond = {messages: 20_000, size: 256 * 2 ** 20};

/** The size of a message in rough bytes: its long texts and its bytes, which are what costs. */
function sizeOf(data: unknown): number {
  if (typeof data !== "object" || data === null) return 8;
  let size = 64;
  for (const value of Object.values(data)) {
    if (typeof value === "string") size += value.length;
    else if (value instanceof Uint8Array) size += value.byteLength;
    else if (Array.isArray(value)) size += 64 * value.length;
  }
  return size;
}

/** A gate that tells, message by message, whether there were too many or too large ones within a second. */
export function floodGate(now: () => number, limit = longestSecond): (data: unknown) => boolean {
  let began = -Infinity;
  let messages = 0;
  let size = 0;
  return (data) => {
    const time = now();
    if (time - began >= 1000) {
      began = time;
      messages = 0;
      size = 0;
    }
    messages += 1;
    size += sizeOf(data);
    return messages > limit.messages || size > limit.size;
  };
}
