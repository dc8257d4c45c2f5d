import {NetworkError} from "../../graph/errors.ts";
import {integer, keyword, known} from "../../graph/options.ts";
import type {Value} from "../../graph/trace.ts";
import {add} from "../../ops/add.ts";
import {avgPool} from "../../ops/avgPool.ts";
import {batchNorm} from "../../ops/batchNorm.ts";
import {conv} from "../../ops/conv.ts";
import {dft} from "../../ops/dft.ts";
import {dwt} from "../../ops/dwt.ts";
import {fixedFilters} from "../../ops/fixedFilters.ts";
import {gelu} from "../../ops/gelu.ts";
import {groupNorm} from "../../ops/groupNorm.ts";
import {layerNorm} from "../../ops/layerNorm.ts";
import {linear} from "../../ops/linear.ts";
import {pixelUnshuffle} from "../../ops/pixelUnshuffle.ts";
import {subtract} from "../../ops/subtract.ts";
import {tokens} from "../../ops/tokens.ts";
import {transpose} from "../../ops/transpose.ts";
import {untokens} from "../../ops/untokens.ts";

export const mixerNames = ["dwt", "random", "none", "fourier", "pool", "conv", "mlp"] as const;
export type MixerName = (typeof mixerNames)[number];

export interface MixerOptions {
  /** Which mixer; the wavelet transform if absent. */
  mixer?: MixerName;
  /** Window of `conv` (9 as in ConvMixer) and `pool` (3); odd. */
  kernel?: number;
  /** Hidden width of `mlp` over the positions; half of them if absent. */
  hidden?: number;
}

export interface Mixer {
  readonly mixer: MixerName;
  readonly kernel: number;
  readonly hidden: number | undefined;
}

export function mixerOptions(raw: MixerOptions): Mixer {
  const {mixer = "dwt", kernel, hidden} = known(raw, "mixer", ["mixer", "kernel", "hidden"]);
  const name = keyword("mixer", mixer, mixerNames);
  if (kernel !== undefined && name !== "conv" && name !== "pool")
    throw new NetworkError(`unknown option: kernel; the mixer ${name} has no window`);
  if (hidden !== undefined && name !== "mlp")
    throw new NetworkError(`unknown option: hidden; the mixer ${name} has no hidden width`);
  const window = kernel === undefined ? (name === "conv" ? 9 : 3) : integer("kernel", kernel);
  if (window % 2 === 0) throw new NetworkError(`invalid kernel: ${window}; expected an odd number`);
  return {mixer: name, kernel: window, hidden: hidden === undefined ? undefined : integer("hidden", hidden)};
}

/**
 * The token mixers that may stand in a block's skeleton (specs/wavemix.md, section 9): each turns [q, h, w] into
 * [4q, h/2, w/2]. Its parameters stand below `name`.
 */
export function mix(r: Value, {mixer, kernel, hidden}: Mixer, name: string): Value {
  if (mixer === "dwt") return dwt(r, {name});
  if (mixer === "random") return fixedFilters(r, {name});
  return r.tracer.scope(name, () => {
    const mixed = inside[mixer](r, {kernel, hidden});
    return pixelUnshuffle(mixed, {factor: 2, name: "fold"});
  });
}

type Inside = (r: Value, options: {kernel: number; hidden: number | undefined}) => Value;

/** What `random` and `dwt` do in one step, these do at full size before a fold. */
const inside: Record<Exclude<MixerName, "dwt" | "random">, Inside> = {
  none: (r) => r,
  fourier: (r) => add(r, dft(r, {name: "dft"}), {name: "add"}),
  // PoolFormer (Yu et al. 2022)
  pool(r, {kernel}) {
    const n = groupNorm(r, {groups: 1, epsilon: 1e-5, name: "norm"});
    const mean = avgPool(n, {kernel, stride: 1, padding: (kernel - 1) / 2, name: "pool"});
    return subtract(add(r, mean, {name: "add"}), n, {name: "subtract"});
  },
  // ConvMixer (Trockman and Kolter 2022)
  conv(r, {kernel}) {
    const [channels] = r.shape;
    const y = conv(r, {width: channels, kernel, padding: (kernel - 1) / 2, groups: channels, name: "conv"});
    return add(r, batchNorm(gelu(y, {name: "activation"}), {name: "norm"}), {name: "add"});
  },
  // MLP-Mixer (Tolstikhin et al. 2021)
  mlp(r, {hidden}) {
    const [, height, width] = r.shape;
    const positions = height * width;
    let y = transpose(tokens(layerNorm(r, {epsilon: 1e-6, name: "norm"}), {name: "tokens"}), {name: "transpose"});
    y = linear(y, {width: hidden ?? Math.max(1, Math.floor(positions / 2)), name: "fc1"});
    y = linear(gelu(y, {name: "activation"}), {width: positions, name: "fc2"});
    return add(r, untokens(transpose(y, {name: "back"}), {height, width, name: "untokens"}), {name: "add"});
  }
};
