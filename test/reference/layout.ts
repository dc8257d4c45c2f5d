import {size, type Shape} from "../../kernels/graph/shape.ts";

/** Where sample b's value at channel c, row y, column x goes when channels move to the end; other ranks stay as they are. */
function* positions(batch: number, shape: Shape): Generator<readonly [first: number, last: number]> {
  const [channels, height, width] = shape;
  let first = 0;
  for (let b = 0; b < batch; ++b)
    for (let c = 0; c < channels; ++c)
      for (let at = 0; at < height * width; ++at) yield [first++, (b * height * width + at) * channels + c];
}

/** [n, c, h, w] → [n, h, w, c], for maps; `shape` is that of one sample. */
export function channelsLast(values: Float32Array, batch: number, shape: Shape): Float32Array {
  if (shape.length !== 3) return values;
  const moved = new Float32Array(values.length);
  for (const [first, last] of positions(batch, shape)) moved[last] = values[first];
  return moved;
}

/** [n, h, w, c] → [n, c, h, w], for maps. */
export function channelsFirst(values: Float32Array, batch: number, shape: Shape): Float32Array {
  if (shape.length !== 3) return values;
  const moved = new Float32Array(values.length);
  for (const [first, last] of positions(batch, shape)) moved[first] = values[last];
  return moved;
}

/** What tensors/ wants of a batch of this shape. */
export function tensorShape(batch: number, [c, h, w]: Shape, rank: number): number[] {
  return rank === 3 ? [batch, h, w, c] : rank === 2 ? [batch, c, h] : [batch, c];
}

/** Several arrays with the batch first as one row a sample. */
export function join(parts: readonly Float32Array[], batch: number): Float32Array {
  const lengths = parts.map((part) => part.length / batch);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const rows = new Float32Array(batch * total);
  for (let b = 0, at = 0; b < batch; ++b)
    for (const [i, part] of parts.entries()) {
      rows.set(part.subarray(b * lengths[i], (b + 1) * lengths[i]), at);
      at += lengths[i];
    }
  return rows;
}

/** The inverse of join: one array for each shape (with the batch). */
export function separate(rows: Float32Array, batch: number, shapes: readonly Shape[]): Float32Array[] {
  const total = rows.length / batch;
  let from = 0;
  return shapes.map((shape) => {
    const length = size(shape) / batch;
    const part = new Float32Array(length * batch);
    for (let b = 0; b < batch; ++b)
      part.set(rows.subarray(b * total + from, b * total + from + length), b * length);
    from += length;
    return part;
  });
}
