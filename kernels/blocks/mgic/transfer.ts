import type {Value} from "../../graph/trace.ts";
import {batchNorm} from "../../ops/batchNorm.ts";
import {conv} from "../../ops/conv.ts";
import {convTranspose} from "../../ops/convTranspose.ts";
import {maskedConv} from "../../ops/maskedConv.ts";
import {heNormal} from "../../ops/rules/initial.ts";

/** How a transfer between two levels is made. */
export interface Transfer {
  /** Channels after it. */
  readonly width: number;
  readonly groups: number;
  /** Where it stands. */
  readonly name: string;
  /** What every weight starts with, 1/groupSize for means of a group; He's normal start if absent. */
  readonly mean?: number;
}

/** A restriction or prolongation as a 1×1 convolution of groups. */
export function transfer(x: Value, {width, groups, name, mean}: Transfer): Value {
  const initial = mean === undefined ? heNormal(width, 1) : ({kind: "constant", value: mean} as const);
  return conv(x, {width, kernel: 1, groups, bias: false, initial, name});
}

/** The older form: a dense 1×1 convolution through a fixed mask of at most `seen` inputs an output. */
export function maskedTransfer(x: Value, {width, seen, name}: {width: number; seen: number; name: string}): Value {
  return maskedConv(x, {width, seen: Math.min(seen, x.shape[0]), name});
}

/** The transpose of a restriction, whose weights it takes as constants. */
export function tiedProlongation(x: Value, restriction: Value, {width, groups, name}: Transfer): Value {
  const options = {width, kernel: 1, groups, bias: false, detached: true};
  return convTranspose(x, {...options, weightsOf: restriction, name});
}

/** The norm of a restriction (`bnr`) or of a prolongation (`bnp1`). */
export function transferNorm(x: Value, name: string): Value {
  return batchNorm(x, {name});
}
