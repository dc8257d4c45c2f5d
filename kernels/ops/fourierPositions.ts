import {apply, type Named} from "../graph/block.ts";
import {NetworkError} from "../graph/errors.ts";
import {integer, known, positive} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import {size} from "../graph/shape.ts";
import type {Value} from "../graph/trace.ts";
import {featureMap} from "./rules/expect.ts";
import {pythonFloat} from "./rules/python.ts";

export interface FourierPositionsOptions {
  /** Features a coordinate; even. */
  hidden?: number;
  /** T: the longest wave is 2π·T^((hidden − 2)/hidden). */
  temperature?: number;
}

export interface FourierPositions {
  readonly hidden: number;
  readonly temperature: number;
}

const torchHelper = `def fourier_positions(x, hidden, temperature):
    """Sines and cosines of where each pixel of a map stands, rows before columns."""
    n, _, height, width = x.shape
    k = torch.arange(hidden, device=x.device)
    periods = temperature ** (2 * torch.div(k, 2, rounding_mode="floor") / hidden)

    def waves(extent):
        place = torch.arange(1, extent + 1, dtype=torch.float32, device=x.device) / (extent + 1e-6) * (2 * torch.pi)
        angles = place[:, None] / periods
        return torch.where(k % 2 == 0, angles.sin(), angles.cos())

    rows = waves(height)[:, None].expand(-1, width, -1)
    columns = waves(width)[None].expand(height, -1, -1)
    return torch.cat([rows, columns], dim=2).permute(2, 0, 1).expand(n, -1, -1, -1)`;

/**
 * Where each pixel stands, in waves (El-Nouby et al. 2021, arXiv 2106.09681): hidden features of the row, then hidden of the
 * column. With y from 1 to h, feature k is sin (k even) or cos (k odd) of 2π·y/(h + 1e-6)/T^(2⌊k/2⌋/hidden). Of the map that
 * it is given it reads the size alone, so the same weights behind it serve every size.
 */
export const fourierPositionsOp: Op<FourierPositions, "fourierPositions"> = {
  name: "fourierPositions",
  options(raw) {
    const {hidden = 32, temperature = 10000} = known(raw, "fourierPositions", ["hidden", "temperature"]);
    if (integer("hidden", hidden) % 2)
      throw new NetworkError(`invalid hidden: ${String(hidden)}; sines and cosines need an even number`);
    return {hidden: integer("hidden", hidden), temperature: positive("temperature", temperature)};
  },
  shape(inputs, {hidden}) {
    const [, height, width] = featureMap(inputs, "fourierPositions");
    return [2 * hidden, height, width];
  },
  parameters: () => [],
  macs: () => 0,
  memory: ({output}) => ({training: size(output), inference: size(output)}),
  field: () => [{from: 0, to: -1}], // no pixel of its input
  onnx(emit, [x], {output: [features, height, width], options}) {
    const positions = channelsFirst(fourierFeatures(height, width, options), features);
    const constant = emit.floats(positions, [1, features, height, width]);
    const [shape] = emit.node("Shape", [x]);
    const [batch] = emit.node("Slice", [shape, emit.integers([0]), emit.integers([1])]);
    const [whole] = emit.node("Concat", [batch, emit.integers([features, height, width])], {axis: 0});
    return emit.node("Expand", [constant, whole])[0];
  },
  torch: ([x], _self, {options: {hidden, temperature}}) => ({
    forward: `fourier_positions(${x}, ${hidden}, ${pythonFloat(temperature)})`,
    helpers: [torchHelper]
  })
};

/** The features of all positions, channels last: [h, w, 2·hidden]. */
export function fourierFeatures(
  height: number,
  width: number,
  {hidden, temperature}: FourierPositions
): Float32Array<ArrayBuffer> {
  const rows = waves(height, hidden, temperature);
  const columns = waves(width, hidden, temperature);
  const features = new Float32Array(height * width * 2 * hidden);
  for (let y = 0, to = 0; y < height; ++y)
    for (let x = 0; x < width; ++x, to += 2 * hidden) {
      features.set(rows.subarray(y * hidden, (y + 1) * hidden), to);
      features.set(columns.subarray(x * hidden, (x + 1) * hidden), to + hidden);
    }
  return features;
}

/** [extent, hidden], every step rounded to float32 as the authors' code computes it. */
function waves(extent: number, hidden: number, temperature: number): Float32Array {
  const {fround} = Math;
  return Float32Array.from({length: extent * hidden}, (_, i) => {
    const k = i % hidden;
    const place = fround(fround((Math.floor(i / hidden) + 1) / fround(extent + 1e-6)) * fround(2 * Math.PI));
    const angle = fround(place / fround(temperature ** fround((2 * Math.floor(k / 2)) / hidden)));
    return k % 2 ? Math.cos(angle) : Math.sin(angle);
  });
}

function channelsFirst(features: Float32Array, channels: number): Float32Array {
  const positions = features.length / channels;
  return features.map((_, i) => features[(i % positions) * channels + Math.floor(i / positions)]);
}

/** [c, h, w] → [2·hidden, h, w], whatever the values. */
export function fourierPositions(x: Value, options: FourierPositionsOptions & Named = {}): Value {
  return apply(fourierPositionsOp, [x], options);
}
