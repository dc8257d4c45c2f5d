import {mul, sum, tensor, type Scalar} from "@tensorflow/tfjs-core";
import type {Network} from "../../../kernels/graph/network.ts";
import {size} from "../../../kernels/graph/shape.ts";
import {differentiate} from "../../../kernels/tensors/differentiate.ts";
import {execute} from "../../../kernels/tensors/execute.ts";
import {disposeParameters, loadParameters} from "../../../kernels/tensors/weights.ts";
import {roughWeights, valuesOf} from "../values.ts";

/** The box around all input pixels with a gradient of the unit [row, column] of the output, summed over channels. */
export async function supportOf(
  net: Network,
  row: number,
  column: number
): Promise<[rows: number[], columns: number[]]> {
  const [c, h, w] = net.inputs[0].shape;
  const [channels, height, width] = net.outputs[0].shape;
  const x = tensor(valuesOf("input", [h, w, c]), [1, h, w, c]);
  const parameters = loadParameters(net, roughWeights(net));
  // another factor for each channel, so that no two paths cancel
  const seed = new Float32Array(size(net.outputs[0].shape));
  for (let k = 0; k < channels; ++k) seed[(row * width + column) * channels + k] = 1 + k / 7;
  const direction = tensor(seed, [1, height, width, channels]);
  const {value, gradients} = differentiate(new Map([["input", x]]), () => ({
    value: sum(mul(execute(net, parameters, x).outputs[0], direction)) as Scalar,
    extra: undefined,
    kept: []
  }));
  const gradient = await gradients.get("input")!.data();
  const seen = {rows: new Set<number>(), columns: new Set<number>()};
  gradient.forEach((slope, at) => {
    if (slope === 0) return;
    seen.rows.add(Math.floor(at / (w * c)));
    seen.columns.add(Math.floor(at / c) % w);
  });
  for (const one of [x, direction, value, ...gradients.values()]) one.dispose();
  disposeParameters(parameters);
  return [ends(seen.rows), ends(seen.columns)];
}

const ends = (positions: ReadonlySet<number>) =>
  positions.size ? [Math.min(...positions), Math.max(...positions)] : [];
