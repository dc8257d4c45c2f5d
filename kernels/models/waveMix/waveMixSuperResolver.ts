import type {Network} from "../../graph/network.ts";
import {network} from "../../graph/trace.ts";
import {superResolution} from "../../blocks/heads/superResolution.ts";
import {bodyOptions, waveMixBody, type WaveMixBody} from "./waveMixOptions.ts";

export interface WaveMixSuperResolver extends WaveMixBody {
  /** Channels of the picture that comes out; 3 if absent. */
  channels?: number;
}

/**
 * WaveMix for twice the resolution (specs/wavemix.md, section 4) with the authors' names and defaults: C = F = 144, 4 blocks
 * of one level, strided stem of 1, no dropout.
 */
export function waveMixSuperResolver({channels = 3, ...body}: WaveMixSuperResolver = {}): Network {
  const options = bodyOptions(body, {
    input: [3, 64, 64],
    dim: 144,
    depth: 4,
    levels: 1,
    stem: "strided",
    stride: 1,
    patch: 4,
    dropout: 0,
    upsample: "transposed",
    version: 2
  });
  return network(options.input, (x) => superResolution(waveMixBody(x, options), {channels, name: "expand"}));
}
