import type {Network, Node} from "../../graph/network.ts";
import {isLayer, stretchesOf} from "./mainPath.ts";

/** A stretch of a network's main path, as the formulas see it. */
export interface Step {
  /** What it reads; where `narrows`, a stage ends there. */
  readonly input: Node;
  /** Whether it gives fewer positions than it reads. */
  readonly narrows: boolean;
  readonly layers: number;
  /** The sum over its layers of the logarithm of the channels that one output reads. */
  readonly channels: number;
  /** The sum over its layers of the logarithm of the taps for each of them. */
  readonly window: number;
}

/** The steps of a main path: one an outermost block, or an op outside blocks. */
export function stepsOf(path: readonly Node[]): readonly Step[] {
  return stretchesOf(path).map(({input, nodes}) => {
    let [layers, channels, window] = [0, 0, 0];
    for (const node of nodes.filter(isLayer)) {
      const width = widthOf(node);
      layers += 1;
      channels += Math.log(width.channels);
      window += Math.log(width.window);
    }
    return {input, narrows: positions(nodes[nodes.length - 1]) < positions(input), layers, channels, window};
  });
}

/** Multiply-accumulates of a whole network. */
export function macsOf({nodes}: Network): number {
  return nodes.reduce((sum, {op, options, inputs, shape}) => {
    return sum + op.macs({options, inputs: inputs.map((input) => input.shape), output: shape});
  }, 0);
}

/** Float32 values that a network holds for the backward pass of one image. */
export function heldBy({nodes}: Network): number {
  return nodes.reduce((sum, {op, options, inputs, shape}) => {
    return sum + op.memory({options, inputs: inputs.map((input) => input.shape), output: shape}).training;
  }, 0);
}

/** Channels that one output of a layer reads, and taps for each. */
function widthOf({op, options, inputs: [{shape}]}: Node): {readonly channels: number; readonly window: number} {
  if (op.name === "linear") return {channels: shape[shape.length - 1], window: 1};
  if (op.name === "maskedConv") return {channels: (options as {seen: number}).seen, window: 1};
  const {kernel, groups = 1, stride} = options as {kernel: [number, number]; groups?: number; stride: [number, number]};
  const taps = kernel[0] * kernel[1];
  return {channels: shape[0] / groups, window: op.name === "convTranspose" ? taps / (stride[0] * stride[1]) : taps};
}

function positions({shape}: Node): number {
  return shape.length === 3 ? shape[1] * shape[2] : shape.length === 2 ? shape[0] : 1;
}
