import {integer} from "../../graph/options.ts";
import type {Network} from "../../graph/network.ts";
import {network} from "../../graph/trace.ts";
import {conv} from "../../ops/conv.ts";
import {classifier} from "../../blocks/heads/classifier.ts";
import {bodyOptions, waveMixBody, type WaveMixBody} from "./waveMixOptions.ts";

export interface WaveMixClassifier extends WaveMixBody {
  classes?: number;
  /** Channels of a 1×1 convolution before the head (`final`); the version 2 classifier has 1024. */
  final?: number;
}

/**
 * A WaveMix classifier (specs/wavemix.md, section 4) with the authors' names and defaults: C = F = 192, 16 blocks of three
 * levels, patch stem of 4, dropout 0.5, 1000 classes. No softmax inside. `input` is one image, 3×224×224 if absent.
 */
export function waveMix({classes = 1000, final, ...body}: WaveMixClassifier = {}): Network {
  const options = bodyOptions(body, {
    input: [3, 224, 224],
    dim: 192,
    depth: 16,
    levels: 3,
    stem: "patch",
    stride: 2,
    patch: 4,
    dropout: 0.5,
    upsample: "transposed",
    version: 2
  });
  return network(options.input, (x) => {
    x = waveMixBody(x, options);
    if (final !== undefined) x = conv(x, {width: integer("final", final), kernel: 1, name: "final"});
    return classifier(x, {classes, name: "pool"});
  });
}
