import {engine, mul, sum, tensor, tidy, transpose, type Tensor} from "@tensorflow/tfjs-core";
import type {Batch} from "../../data/batch.ts";
import {findNode} from "../../graph/find.ts";
import type {Network, Node} from "../../graph/network.ts";
import {size, type Shape} from "../../graph/shape.ts";
import {execute} from "../../tensors/execute.ts";
import type {Parameters} from "../../tensors/weights.ts";
import {TrainingError} from "../error.ts";
import {imagesOf} from "../run/images.ts";
import type {Activation, Prediction, Unit} from "./samples.ts";

// What pictures ask of a network, as it is in use: running statistics, no dropout.

/** Images that go through the network together when only their scores are kept. */
const together = 64;

/** Scores, probabilities and labels of the images of a batch. */
export async function predict(
  network: Network,
  parameters: Parameters,
  batch: Batch,
  classes: readonly string[]
): Promise<Prediction> {
  const scores = new Float32Array(batch.count * classes.length);
  for (let from = 0; from < batch.count; from += together) {
    const part = rows(batch, from, Math.min(from + together, batch.count));
    const result = tidy(() => execute(network, parameters, imagesOf(part, network)).outputs[0]);
    scores.set((await result.data()) as Float32Array, from * classes.length);
    result.dispose();
  }
  const probabilities = new Float32Array(scores.length);
  const labels = new Int32Array(batch.count);
  for (let row = 0; row < batch.count; ++row) {
    const of = scores.subarray(row * classes.length, (row + 1) * classes.length);
    const largest = of.reduce((a, b) => Math.max(a, b), -Infinity);
    const exponentials = of.map((score) => Math.exp(score - largest));
    const total = exponentials.reduce((a, b) => a + b, 0);
    probabilities.set(
      exponentials.map((value) => value / total),
      row * classes.length
    );
    labels[row] = of.indexOf(largest);
  }
  return {classes, labels, probabilities, scores};
}

/** What the op or block at `path` gives for the images of a batch. Throws a NetworkError if there is none. */
export async function activation(
  network: Network,
  parameters: Parameters,
  batch: Batch,
  path: string
): Promise<Activation> {
  const node = findNode(network, path);
  const values = tidy(() => {
    const {taps} = execute(network, parameters, imagesOf(batch, network), {taps: new Set([node.path])});
    return channelsFirst(taps.get(node.path)!);
  });
  return downloaded(values, node.path, [batch.size, ...node.shape]);
}

/**
 * d(unit)/d(image) of each image of a batch, `[n, c, h, w]`, for a unit of what the op or block at `path` gives: what the unit
 * looks at.
 */
export async function inputGradient(
  network: Network,
  parameters: Parameters,
  batch: Batch,
  path: string,
  unit: Unit
): Promise<Activation> {
  const node = findNode(network, path);
  const mask = maskOf(node, unit);
  const values = tidy(() => {
    const images = imagesOf(batch, network);
    const chosen = tensor(mask.values, mask.shape, "float32");
    const {grads} = engine().gradients(
      () => {
        const {taps} = execute(network, parameters, images, {taps: new Set([node.path])});
        return sum(mul(taps.get(node.path)!, chosen)); // images do not see each other, so one sum serves all
      },
      [images],
      undefined,
      true
    );
    return channelsFirst(grads[0] ?? mul(images, 0));
  });
  return downloaded(values, node.path, [batch.size, ...network.inputs[0].shape]);
}

/**
 * The effective receptive field (Luo et al., arXiv 1701.04128): the mean magnitude of an input gradient over images and
 * channels, `[h, w]`.
 */
export function effectiveField({path, shape: [count, channels, height, width], data}: Activation): Activation {
  const field = new Float32Array(height * width);
  data.forEach((value, i) => (field[i % field.length] += Math.abs(value) / (count * channels)));
  return {path, shape: [height, width], data: field};
}

function rows({images, labels, size}: Batch, from: number, to: number): Batch {
  const each = images.length / size;
  const count = to - from;
  return {images: images.slice(from * each, to * each), labels: labels.slice(from, to), count, size: count};
}

/** Ones where the unit is, channels last, with a batch axis of 1. */
function maskOf({shape, path}: Node, {channel, row, column}: Unit): {shape: number[]; values: Float32Array} {
  const [channels, height, width] = shape.length === 3 ? shape : [size(shape), 1, 1];
  const at = (name: string, value: number | undefined, extent: number): number => {
    if (value === undefined) return Math.floor(extent / 2);
    if (Number.isInteger(value) && value >= 0 && value < extent) return value;
    throw new TrainingError(`invalid ${name}: ${value}; expected 0 to ${extent - 1}`, path);
  };
  const position = at("row", row, height) * width + at("column", column, width);
  const values = new Float32Array(channels * height * width);
  if (channel === undefined) values.fill(1, position * channels, (position + 1) * channels);
  else values[position * channels + at("channel", channel, channels)] = 1;
  return {shape: shape.length === 3 ? [1, height, width, channels] : [1, ...shape], values};
}

function channelsFirst(values: Tensor): Tensor {
  return values.rank === 4 ? transpose(values, [0, 3, 1, 2]) : values;
}

async function downloaded(values: Tensor, path: string, shape: Shape): Promise<Activation> {
  const data = Float32Array.from(await values.data());
  values.dispose();
  return {path, shape, data};
}
