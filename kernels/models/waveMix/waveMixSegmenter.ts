import type {Network} from "../../graph/network.ts";
import {network} from "../../graph/trace.ts";
import {segmentation} from "../../blocks/heads/segmentation.ts";
import {bodyOptions, waveMixBody, type WaveMixBody} from "./waveMixOptions.ts";

export interface WaveMixSegmenter extends WaveMixBody {
  classes?: number;
  /** Channels after each doubling in the head; C/2 and C/4 if absent, 128 and 64 in the 28 M Cityscapes network. */
  head?: readonly number[];
  /** Name of the head: `expand`, or `pool` where it replaced a trained classifier's, or `segment` in the Lite script. */
  headName?: "expand" | "pool" | "segment";
}

/**
 * A WaveMix segmenter (specs/wavemix.md, section 4) with the authors' names and defaults: C = F = 256, 16 blocks of four
 * levels, strided stem of 2, no dropout, 20 classes. One logit map a class, of the input's size if the head undoes the stem.
 */
export function waveMixSegmenter({classes = 20, head, headName = "expand", ...body}: WaveMixSegmenter = {}): Network {
  const options = bodyOptions(body, {
    input: [3, 256, 256],
    dim: 256,
    depth: 16,
    levels: 4,
    stem: "strided",
    stride: 2,
    patch: 4,
    dropout: 0,
    upsample: "transposed",
    version: 2
  });
  return network(options.input, (x) =>
    segmentation(waveMixBody(x, options), {classes, ...(head && {widths: head}), name: headName})
  );
}
