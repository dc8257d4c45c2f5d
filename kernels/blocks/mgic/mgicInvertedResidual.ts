import {block} from "../../graph/block.ts";
import {NetworkError} from "../../graph/errors.ts";
import {flag, integer, keyword, known} from "../../graph/options.ts";
import type {Value} from "../../graph/trace.ts";
import {add} from "../../ops/add.ts";
import {batchNorm} from "../../ops/batchNorm.ts";
import {conv} from "../../ops/conv.ts";
import {relu} from "../../ops/relu.ts";
import {heNormal} from "../../ops/rules/initial.ts";
import {activate} from "../plain/activations.ts";
import {squeezeExcite} from "../plain/squeezeExcite.ts";
import {cycle} from "./cycle.ts";
import {hierarchyOptions, mgicHierarchy, type MgicLevel} from "./hierarchy.ts";
import {transfer, transferNorm} from "./transfer.ts";

export interface MgicInvertedResidualOptions {
  /** Channels c after the block; those of the input if absent. */
  width?: number;
  /** Channels m in the middle of the finest level; three times the input's if absent. */
  hidden?: number;
  /** Window of the depthwise convolutions; odd. */
  kernel?: number;
  /** 2 halves height and width, before the cycle. */
  stride?: number;
  /** Whether every level has squeeze and excitation. */
  squeeze?: boolean;
  /** Inside the inverted residuals; ReLU if absent. */
  activation?: "relu" | "hardSwish";
  /** Channels per group s on all levels but the coarsest. */
  groupSize?: number;
  /** The threshold T: channels are halved until half of them would be below it, at least once. */
  coarseBelow?: number;
  /** Whether transfers start as means of a group, 1/groupSize; by He otherwise, as the networks do. */
  averaging?: boolean;
  /** Whether groups are lowered until they divide all that they must; otherwise widths that clash are refused. */
  fitGroups?: boolean;
}

type Options = Required<MgicInvertedResidualOptions>;

/**
 * A block of multigrid in channels, MobileNetV3 family: one V-cycle whose smoothers are inverted residuals, with groups on the
 * fine levels and dense on the coarsest. As in the authors' code a smoother adds its input twice, z + ReLU(z + f(z)). A 1×1
 * convolution comes first where stride or channels change. [c, h, w] → [C, h/stride, w/stride].
 *
 * @family MGIC
 * @paper Eliasof, Ephrath, Ruthotto, Treister, MGIC: Multigrid-in-Channels Neural Network Architectures, arXiv 2011.09128
 * @parameters sum(l = 0..L, s(l)) + sum(l = 0..L − 1, 2·c(l)·c(l + 1)/g(l) + 2·c(l) + 2·c(l + 1)) + [stride > 1 or width ≠
 *   C]·C·width, where s(l) = [m(l) ≠ c(l)]·(c(l)·m(l)/g(l) + 2·m(l)) + kernel²·m(l) + 2·m(l) + [squeeze]·(2·m(l)·z(l) + z(l) +
 *   m(l)) + c(l)·m(l)/g(l) + 2·c(l), c(l) = floor(width/2^l), m(l) = floor(hidden/2^l), g(l) = [l = L] + [l < L]·fit(max(1,
 *   floor(c(l)/groupSize)), c(l), m(l), c(l + 1)), z(l) = r(l) + 8·[r(l) < 0.9·floor(m(l)/4)], r(l) = max(8,
 *   8·floor((floor(m(l)/4) + 4)/8)), L = max(1, 1 + floor(log2(width/coarseBelow))); fit(n, a, …) is the largest number up to
 *   n that divides a, …
 */
export const mgicInvertedResidual = block<MgicInvertedResidualOptions, Options>(
  "mgicInvertedResidual",
  (raw, x) => {
    const keys = ["width", "hidden", "kernel", "stride", "squeeze", "activation"] as const;
    const more = ["groupSize", "coarseBelow", "averaging", "fitGroups"] as const;
    const {kernel = 3, ...rest} = known(raw, "mgicInvertedResidual", [...keys, ...more]);
    if (integer("kernel", kernel) % 2 === 0)
      throw new NetworkError(`invalid kernel: ${String(kernel)}; expected an odd number`);
    const {groupSize, coarseBelow, fitGroups} = hierarchyOptions({
      groupSize: rest.groupSize,
      coarseBelow: rest.coarseBelow,
      fitGroups: rest.fitGroups
    });
    return {
      width: integer("width", rest.width ?? x.shape[0]),
      hidden: integer("hidden", rest.hidden ?? 3 * x.shape[0]),
      kernel: integer("kernel", kernel),
      stride: integer("stride", rest.stride ?? 1),
      squeeze: flag("squeeze", rest.squeeze ?? false),
      activation: keyword("activation", rest.activation ?? "relu", ["relu", "hardSwish"] as const),
      groupSize,
      coarseBelow,
      averaging: flag("averaging", rest.averaging ?? false),
      fitGroups
    };
  },
  (x, options) => {
    const {width, hidden, stride, groupSize, coarseBelow, averaging, fitGroups} = options;
    const levels = mgicHierarchy(width, {groupSize, coarseBelow, hidden, fitGroups});
    const mean = averaging ? {mean: 1 / groupSize} : {};
    if (stride !== 1 || x.shape[0] !== width)
      x = conv(x, {width, kernel: 1, stride, bias: false, initial: heNormal(width, 1), name: "shortcut.0"});
    return cycle(x, levels, {
      restrict(x, level, step) {
        const {groups} = levels[level];
        return transferNorm(
          transfer(x, {width: levels[level + 1].width, groups, ...mean, name: `${step}.R`}),
          `${step}.bnr`
        );
      },
      prolong(x, level, step) {
        const {width, groups} = levels[level];
        return transferNorm(transfer(x, {width, groups, ...mean, name: `${step}.P`}), `${step}.bnp1`);
      },
      smooth(z, level, name) {
        const f = levels[level].width === levels[level].hidden ? withoutExpansion : withExpansion;
        const sum = add(z, f(z, levels[level], options, `${name}.conv`), {name: `${name}.inner`});
        return add(z, relu(sum, {name: `${name}.relu`}), {name: `${name}.outer`});
      }
    });
  }
);

/** BN(pw₂(φ(SE(BN(dw(φ(BN(pw₁ z)))))))). The numbers are the authors'; those left out have no weights. */
function withExpansion(z: Value, {width, hidden, groups}: MgicLevel, options: Options, name: string): Value {
  const {activation} = options;
  let y = conv(z, {width: hidden, kernel: 1, groups, bias: false, initial: heNormal(hidden, 1), name: `${name}.0`});
  y = activate(batchNorm(y, {name: `${name}.1`}), activation, {name: `${name}.2`});
  y = batchNorm(depthwise(y, options, `${name}.3`), {name: `${name}.4`});
  y = activate(squeezed(y, options, `${name}.5`), activation, {name: `${name}.6`});
  y = conv(y, {width, kernel: 1, groups, bias: false, initial: heNormal(width, 1), name: `${name}.7`});
  return batchNorm(y, {name: `${name}.8`});
}

/** BN(pw₂(SE(φ(BN(dw z))))): where the middle is as wide as the level; gate and activation have changed places. */
function withoutExpansion(z: Value, {width, groups}: MgicLevel, options: Options, name: string): Value {
  let y = batchNorm(depthwise(z, options, `${name}.0`), {name: `${name}.1`});
  y = squeezed(activate(y, options.activation, {name: `${name}.2`}), options, `${name}.3`);
  y = conv(y, {width, kernel: 1, groups, bias: false, initial: heNormal(width, 1), name: `${name}.4`});
  return batchNorm(y, {name: `${name}.5`});
}

function depthwise(x: Value, {kernel}: Options, name: string): Value {
  const [width] = x.shape;
  const window = {kernel, padding: (kernel - 1) / 2, groups: width, bias: false, initial: heNormal(width, kernel)};
  return conv(x, {...window, width, name});
}

function squeezed(x: Value, {squeeze}: Options, name: string): Value {
  return squeeze ? squeezeExcite(x, {names: ["fc.0", "fc.2"], name}) : x;
}
