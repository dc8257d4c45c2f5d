import {NetworkError} from "../../graph/errors.ts";
import type {Value} from "../../graph/trace.ts";
import {concat} from "../../ops/concat.ts";
import {conv} from "../../ops/conv.ts";
import {dwt} from "../../ops/dwt.ts";
import {slice} from "../../ops/slice.ts";
import {feedForward} from "./feedForward.ts";
import {mix, type Mixer} from "./mixers.ts";

export interface Pyramid {
  readonly levels: number;
  readonly mult: number;
  readonly ff: number;
  readonly dropout: number;
  readonly upsample: "transposed" | "nearest";
  readonly mixer: Mixer;
}

/**
 * The branch of a WaveMix block (specs/wavemix.md, section 3): the reduction to C/4 channels, mixed(level) of each Haar low
 * band, and a feed-forward a level, deepest first, each result joined to the level above. Level 1 is WaveMix-Lite:
 *
 *     y_L = FF_L(C → C/2)(M_L);  y_i = FF_i(3C/2 → C/2)([M_i, y_(i+1)]);  out = FF_1(… → C)([M_1, y_2])
 */
export function pyramid(x: Value, {levels, mult, ff, dropout, upsample, mixer}: Pyramid): Value {
  const [channels] = x.shape;
  const suffix = (level: number) => (levels === 1 ? "" : String(level));
  const mixed: Value[] = [];
  let low = reduction(x);
  for (let level = 1; level <= levels; ++level) {
    const name = mixer.mixer === "dwt" ? "dwt" : "mixer";
    const bands = mix(low, mixer, `${name}${suffix(level)}`);
    mixed.push(bands);
    if (level < levels) {
      const transformed = mixer.mixer === "dwt" ? bands : dwt(low, {name: `dwt${level}`});
      low = slice(transformed, {to: low.shape[0], name: `low${level}`});
    }
  }
  let y: Value | undefined;
  for (let level = levels; level >= 1; --level) {
    const m = mixed[level - 1];
    y = feedForward(y ? concat([m, y], {name: `concat${level}`}) : m, {
      hidden: mult * channels,
      ff,
      width: level === 1 ? channels : channels / 2,
      dropout,
      upsample,
      name: `feedforward${suffix(level)}`
    });
  }
  return y!;
}

/** The 1×1 convolution to a quarter of the channels, without norm or activation. */
export function reduction(x: Value): Value {
  return conv(x, {width: x.shape[0] / 4, kernel: 1, name: "reduction"});
}

/** A map whose channels split into quarters and whose sides halve `levels` times; else a NetworkError with the numbers. */
export function checkDivisible(x: Value, levels: number): void {
  if (x.shape.length !== 3) throw new NetworkError(`invalid input: ${x.shape.join("×")}; expected a feature map`);
  const [channels, height, width] = x.shape;
  if (channels % 4) throw new NetworkError(`invalid channels: ${channels}; expected a multiple of 4`);
  for (const [side, extent] of [
    ["height", height],
    ["width", width]
  ] as const)
    if (extent % 2 ** levels)
      throw new NetworkError(
        `invalid levels: ${levels}; ${side} ${extent} is not divisible by ${2 ** levels}; ` +
          `resize the map${levels > 1 ? " or take fewer levels" : ""}`
      );
}
