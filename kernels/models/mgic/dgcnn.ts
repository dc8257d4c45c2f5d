import {NetworkError} from "../../graph/errors.ts";
import type {Network} from "../../graph/network.ts";
import {fraction, integer, integers, known} from "../../graph/options.ts";
import {network, type Value} from "../../graph/trace.ts";
import {batchNorm} from "../../ops/batchNorm.ts";
import {concat} from "../../ops/concat.ts";
import {conv} from "../../ops/conv.ts";
import {dropout} from "../../ops/dropout.ts";
import {globalAveragePool} from "../../ops/globalAveragePool.ts";
import {globalMaxPool} from "../../ops/globalMaxPool.ts";
import {leakyRelu} from "../../ops/leakyRelu.ts";
import {linear} from "../../ops/linear.ts";
import {edgeConvolution} from "../../blocks/mgic/edgeConvolution.ts";

export interface Dgcnn {
  /** Points of a cloud, and the numbers that describe each. */
  points?: number;
  coordinates?: number;
  classes?: number;
  /** Nearest points k in each layer's graph. */
  neighbours?: number;
  /** Channels after each edge convolution. */
  widths?: readonly number[];
  /** Channels of the 1×1 convolution over all layers' outputs. */
  embedding?: number;
  /** Widths of the two linear layers before the last. */
  hidden?: readonly number[];
  dropout?: number;
}

export interface MgicDgcnn extends Dgcnn {
  groupSize?: number;
  coarseBelow?: number;
  /** Groups of each layer's opening convolution: one number for all, one a layer, or `true` for as many as groupSize gives. */
  openGroups?: number | true | readonly number[];
}

const slope = 0.2;

/**
 * DGCNN, a classifier of clouds of points [3, n, 1]: edge convolutions on a graph that is drawn anew from each layer's features,
 * their outputs joined, embedded and pooled by maximum and mean.
 *
 * @paper Wang et al., Dynamic Graph CNN for Learning on Point Clouds, arXiv 1801.07829
 */
export function dgcnn(options: Dgcnn = {}): Network {
  return pointClassifier(options, "dgcnn", (x, {width, neighbours, name}) =>
    edgeConvolution(x, {width, neighbours, mgic: false, slope, name})
  );
}

/**
 * DGCNN with a multigrid-in-channels block of 1×1 convolutions in each edge convolution. This is the project's own
 * reconstruction: the paper reports point clouds, but its code for them is not public.
 *
 * @paper Wang et al., arXiv 1801.07829; Eliasof, Ephrath, Ruthotto, Treister, MGIC, arXiv 2011.09128
 */
export function mgicDgcnn({groupSize = 16, coarseBelow = 16, openGroups = true, ...options}: MgicDgcnn = {}): Network {
  const each = (i: number, layers: number) => {
    if (typeof openGroups === "number" || openGroups === true) return openGroups;
    if (openGroups.length === layers) return openGroups[i];
    throw new NetworkError(`invalid openGroups: ${openGroups.join(", ")}; expected ${layers}, one a layer`);
  };
  return pointClassifier(options, "mgicDgcnn", (x, {layer, layers, ...rest}) =>
    edgeConvolution(x, {...rest, groupSize, coarseBelow, openGroups: each(layer, layers), slope})
  );
}

interface Layer {
  readonly width: number;
  readonly neighbours: number;
  readonly layer: number;
  readonly layers: number;
  readonly name: string;
}

function pointClassifier(raw: Dgcnn, of: string, edge: (x: Value, layer: Layer) => Value): Network {
  const keys = ["points", "coordinates", "classes", "neighbours", "widths", "embedding", "hidden", "dropout"] as const;
  const options = known(raw, of, keys);
  const widths = integers("widths", options.widths ?? [64, 64, 128, 256]);
  const hidden = integers("hidden", options.hidden ?? [512, 256]);
  if (!widths.length) throw new NetworkError("invalid widths: none; expected those of at least one layer");
  const rate = fraction("dropout", options.dropout ?? 0.5);
  const neighbours = integer("neighbours", options.neighbours ?? 20);
  const done = (x: Value, norm: string) => leakyRelu(batchNorm(x, {name: norm}), {slope, name: `${norm}_relu`});
  const shape = [integer("coordinates", options.coordinates ?? 3), integer("points", options.points ?? 1024), 1];
  return network(shape, (x) => {
    const outputs: Value[] = [];
    for (const [layer, width] of widths.entries())
      outputs.push((x = edge(x, {width, neighbours, layer, layers: widths.length, name: `edge.${layer}`})));
    x = outputs.length > 1 ? concat(outputs, {name: "layers"}) : x;
    const width = integer("embedding", options.embedding ?? 1024);
    x = done(conv(x, {width, kernel: 1, bias: false, name: "embed.0"}), "embed.1");
    x = concat([globalMaxPool(x, {name: "max"}), globalAveragePool(x, {name: "mean"})], {name: "pooled"});
    for (const [i, width] of hidden.entries()) {
      x = done(linear(x, {width, bias: i > 0, name: `fc${i + 1}`}), `bn${i + 1}`);
      x = dropout(x, {rate, name: `dp${i + 1}`});
    }
    return linear(x, {width: integer("classes", options.classes ?? 40), name: `fc${hidden.length + 1}`});
  });
}
