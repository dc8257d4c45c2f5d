import type {Named} from "../../graph/block.ts";
import {NetworkError} from "../../graph/errors.ts";
import {integer, keyword, known} from "../../graph/options.ts";
import type {Value} from "../../graph/trace.ts";
import {concat} from "../../ops/concat.ts";
import {convTranspose} from "../../ops/convTranspose.ts";
import {maxPool} from "../../ops/maxPool.ts";
import {resize} from "../../ops/resize.ts";

export interface UNetSkipOptions {
  /** Channels that come up; those of x if absent. Only a learned way up can change them. */
  width?: number;
  /** A learned 2×2 transposed convolution, or doubling without weights. */
  up?: "transposed" | "nearest" | "bilinear";
}

/**
 * A U-Net's skip around what happens at half the size: x is halved by the largest of 2×2, goes through `inside`, is doubled
 * again and joined to x, which comes first: `blocks.uNetSkip(x, (y) => blocks.doubleConv(y, {width: 2 * c}))`. [c, h, w] →
 * [c + width, h, w]; height and width must be even.
 *
 * @family plain
 * @paper Ronneberger, Fischer, Brox, U-Net, arXiv 1505.04597
 * @parameters those of inside, and [up = "transposed"]·(4·D·width + width), where D = the channels that inside gives
 */
export function uNetSkip(x: Value, inside: (y: Value) => Value, options: UNetSkipOptions & Named = {}): Value {
  const {name, ...raw} = options;
  return x.tracer.block(
    "uNetSkip",
    () => skipOptions(raw, x),
    name,
    ({width, up}) => {
      const [, height, across] = x.shape;
      const y = inside(maxPool(x, {kernel: 2, name: "down"}));
      if (up === "transposed")
        return concat([x, convTranspose(y, {width, kernel: 2, stride: 2, name: "up"})], {name: "concat"});
      if (y.shape[0] !== width)
        throw new NetworkError(`invalid width: ${width}; doubling without weights keeps the ${y.shape[0]} channels`);
      return concat([x, resize(y, {size: [height, across], method: up, name: "up"})], {name: "concat"});
    }
  );
}

function skipOptions(raw: object, x: Value) {
  const {width = x.shape[0], up = "transposed"} = known(raw, "uNetSkip", ["width", "up"]);
  const [, height, across] = x.shape;
  if (height % 2 || across % 2)
    throw new NetworkError(`invalid size: ${height}×${across}; expected even sides, which can be halved`);
  return {width: integer("width", width), up: keyword("up", up, ["transposed", "nearest", "bilinear"] as const)};
}
