import {block} from "../../graph/block.ts";
import {integer, known} from "../../graph/options.ts";
import {conv} from "../../ops/conv.ts";
import {convTranspose} from "../../ops/convTranspose.ts";

export interface SuperResolutionOptions {
  /** Channels of the picture that comes out. */
  channels?: number;
}

/**
 * WaveMix's head for twice the resolution: a 4×4 transposed convolution to C/2, then a 1×1 convolution to the picture.
 *
 * @family heads and stems
 * @paper Jeevan et al., WaveMix: A Resource-efficient Neural Network for Image Analysis, arXiv 2205.14375
 * @parameters 8·C² + C/2 + channels·C/2 + channels
 */
export const superResolution = block<SuperResolutionOptions, Required<SuperResolutionOptions>>(
  "superResolution",
  (raw) => {
    const {channels = 3} = known(raw, "superResolution", ["channels"]);
    return {channels: integer("channels", channels)};
  },
  (x, {channels}) => {
    const half = Math.floor(x.shape[0] / 2);
    x = convTranspose(x, {width: half, kernel: 4, stride: 2, padding: 1, name: "0"});
    return conv(x, {width: channels, kernel: 1, name: "1"});
  }
);
