import type {Network} from "../../graph/network.ts";
import {NetworkError} from "../../graph/errors.ts";
import {integer, keyword, known} from "../../graph/options.ts";
import type {Shape} from "../../graph/shape.ts";
import {network, type Value} from "../../graph/trace.ts";
import {doubleConv} from "../../blocks/plain/doubleConv.ts";
import {uNetSkip, type UNetSkipOptions} from "../../blocks/plain/uNetSkip.ts";
import {conv} from "../../ops/conv.ts";

export interface UNet {
  /** Channels, height and width of one image; sides divisible by 2^depth. 3×256×256 if absent. */
  input?: Shape;
  classes?: number;
  /** Channels at full size; they double at each halving. */
  width?: number;
  /** Halvings. */
  depth?: number;
  /** How sides are doubled on the way up; without weights, the channels come up as they are. */
  up?: UNetSkipOptions["up"];
}

/**
 * A U-Net for segmentation: one logit map a class, of the input's size. Padded convolutions with batch norms, so that nothing
 * is cropped. 64 channels and four halvings if not told otherwise, as in the paper.
 *
 * @paper Ronneberger, Fischer, Brox, U-Net: Convolutional Networks for Biomedical Image Segmentation, arXiv 1505.04597
 */
export function uNet(options: UNet = {}): Network {
  const keys = ["input", "classes", "width", "depth", "up"] as const;
  const {input = [3, 256, 256], classes = 2, width = 64, depth = 4, up = "transposed"} = known(options, "uNet", keys);
  const halvings = integer("depth", depth, 0);
  const ways = keyword("up", up, ["transposed", "nearest", "bilinear"] as const);
  for (const extent of (input as Shape).slice(1))
    if (extent % 2 ** halvings)
      throw new NetworkError(`invalid depth: ${halvings}; side ${extent} is not divisible by ${2 ** halvings}`);
  const level = (x: Value, channels: number, left: number): Value => {
    x = doubleConv(x, {width: channels, name: "encode"});
    if (left === 0) return x;
    const below = (y: Value) => level(y, 2 * channels, left - 1);
    x = uNetSkip(x, below, {up: ways, width: ways === "transposed" ? channels : 2 * channels, name: "skip"});
    return doubleConv(x, {width: channels, name: "decode"});
  };
  return network(input as Shape, (x) =>
    conv(level(x, integer("width", width), halvings), {width: integer("classes", classes), kernel: 1, name: "head"})
  );
}
