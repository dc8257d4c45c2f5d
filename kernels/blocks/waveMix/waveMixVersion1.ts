import {block} from "../../graph/block.ts";
import {flag, fraction, integer, known} from "../../graph/options.ts";
import type {Value} from "../../graph/trace.ts";
import {add} from "../../ops/add.ts";
import {batchNorm} from "../../ops/batchNorm.ts";
import {concat} from "../../ops/concat.ts";
import {conv} from "../../ops/conv.ts";
import {convTranspose} from "../../ops/convTranspose.ts";
import {dropout} from "../../ops/dropout.ts";
import {dwt} from "../../ops/dwt.ts";
import {gelu} from "../../ops/gelu.ts";
import {slice} from "../../ops/slice.ts";
import {checkDivisible, reduction} from "./pyramid.ts";
import type {WaveMixOptions} from "./waveMix.ts";

export type WaveMixVersion1Options = Omit<WaveMixOptions, "levels" | "upsample">;

const levels = [1, 2, 3, 4] as const;

/**
 * The block of March 2022 (arXiv 2203.03689): one pair of 1×1 convolutions shared by four Haar levels, a transposed
 * convolution for each level back to full size, and a depthwise 5×5 convolution over all. Sides divisible by 16.
 *
 * @family WaveMix
 * @paper Jeevan and Sethi, WaveMix: Resource-efficient Token Mixing for Images, arXiv 2203.03689
 * @parameters C²/4 + C/4 + mult·C² + mult·C + mult·C·ff + ff + 119·C·ff + 29·C
 */
export const waveMixVersion1 = block<WaveMixVersion1Options, Required<WaveMixVersion1Options>>(
  "waveMixVersion1",
  (raw, x) => {
    const {
      mult = 2,
      ff = x.shape[0],
      dropout = 0.5,
      residual = true
    } = known(raw, "waveMixVersion1", ["mult", "ff", "dropout", "residual"]);
    return {
      mult: integer("mult", mult),
      ff: integer("ff", ff),
      dropout: fraction("dropout", dropout),
      residual: flag("residual", residual)
    };
  },
  (x, {mult, ff, dropout: rate, residual}) => {
    checkDivisible(x, levels.length);
    const [channels] = x.shape;
    const quarter = channels / 4;
    let low = reduction(x);
    let first: Value | undefined;
    let second: Value | undefined;
    const parts = levels.map((level) => {
      const bands = dwt(low, {name: `dwt${level}`});
      if (level < levels.length) low = slice(bands, {to: quarter, name: `low${level}`});
      // the first level's convolutions own the weights
      const at = level === 1 ? "feedforward" : `feedforward.level${level}`;
      const inner = (first = conv(bands, {width: mult * channels, kernel: 1, name: `${at}.0`, weightsOf: first}));
      const open = dropout(gelu(inner, {name: `${at}.1`}), {rate, name: `${at}.2`});
      const outer = (second = conv(open, {width: ff, kernel: 1, name: `${at}.3`, weightsOf: second}));
      const stride = 2 ** level;
      return convTranspose(dropout(outer, {rate, name: `${at}.4`}), {
        width: quarter,
        kernel: stride + 2,
        stride,
        padding: 1,
        name: `ff${level}`
      });
    });
    let y = concat(parts, {name: "concat"});
    y = conv(y, {width: channels, kernel: 5, padding: 2, groups: channels, name: "depthconv.0"});
    y = batchNorm(gelu(y, {name: "depthconv.1"}), {name: "depthconv.2"});
    return residual ? add(x, y, {name: "add"}) : y;
  }
);
