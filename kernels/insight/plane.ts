/** Channels of a picture: `data` row-major as [channels, height, width], in float32 or bytes. What insight gives and pictures draw. */
export interface Planes {
  readonly shape: readonly [channels: number, height: number, width: number];
  readonly data: ArrayLike<number>;
}

/** One channel of a picture, row-major. */
export interface Plane {
  readonly height: number;
  readonly width: number;
  readonly data: Float32Array;
}

/**
 * Takes what a cell may hand to a picture (planes, a plane, an array of rows) and returns planes. Throws a TypeError that
 * names what was wrong.
 */
export function toPlanes(input: unknown): Planes {
  if (Array.isArray(input) && input.length && input.every((row) => isNumeric(row) && row.length === input[0].length)) {
    const data = Float32Array.from(input.flatMap((row) => Array.from(row as ArrayLike<number>)));
    return {shape: [1, input.length, input[0].length], data};
  }
  if (typeof input === "object" && input !== null && "data" in input && isNumeric(input.data)) {
    const {data} = input;
    if ("shape" in input && Array.isArray(input.shape)) {
      const given = input.shape as number[];
      const shape = given.length === 4 && given[0] === 1 ? given.slice(1) : given; // one sample of a batch
      if (shape.length < 2 || shape.length > 3)
        throw new TypeError(
          `invalid picture shape: ${given.join("×")}; expected height×width or channels×height×width`
        );
      const [channels, height, width] = shape.length === 2 ? [1, ...shape] : shape;
      return checked(channels, height, width, data);
    }
    if ("width" in input && "height" in input) return checked(1, Number(input.height), Number(input.width), data);
  }
  throw new TypeError(`not a picture: ${describe(input)}; expected {shape: [channels, height, width], data}`);
}

/** One channel of planes, without a copy where the data allow it. Throws a RangeError for a channel that is not there. */
export function planeOf({shape, data}: Planes, channel = 0): Plane {
  const [channels, height, width] = shape;
  if (!(Number.isInteger(channel) && channel >= 0 && channel < channels))
    throw new RangeError(`invalid channel: ${channel}; the picture has ${channels}`);
  const from = channel * height * width;
  const to = from + height * width;
  return {
    height,
    width,
    data:
      data instanceof Float32Array
        ? data.subarray(from, to)
        : Float32Array.from({length: to - from}, (_, i) => data[from + i])
  };
}

function checked(channels: number, height: number, width: number, data: ArrayLike<number>): Planes {
  if (!(channels * height * width === data.length))
    throw new TypeError(`picture of ${channels}×${height}×${width} does not fit its ${data.length} values`);
  return {shape: [channels, height, width], data};
}

function isNumeric(value: unknown): value is ArrayLike<number> {
  return (
    (ArrayBuffer.isView(value) && !(value instanceof DataView)) ||
    (Array.isArray(value) && value.every((entry) => typeof entry === "number"))
  );
}

function describe(value: unknown): string {
  return value === null ? "null" : typeof value === "object" ? (value.constructor?.name ?? "object") : String(value);
}
