import type {Planes} from "../../../kernels/insight/plane.ts";
import type {Split} from "../../../kernels/data/split.ts";

/** One image of a split as planes: bytes as 0 to 1, other values as they are. Throws a RangeError for an image that is not there. */
export function imageOf({count, shape, pixels}: Split, index: number): Planes {
  if (!(Number.isInteger(index) && index >= 0 && index < count))
    throw new RangeError(`invalid image: ${index}; the split has ${count}, from 0`);
  const [channels, height, width] = shape;
  const size = channels * height * width;
  const values = pixels.subarray(index * size, (index + 1) * size);
  const data = values instanceof Uint8Array ? Float32Array.from(values, (value) => value / 255) : values;
  return {shape: [channels, height, width], data};
}
