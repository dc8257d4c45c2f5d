import type {Value} from "../../graph/trace.ts";
import {batchNorm} from "../../ops/batchNorm.ts";
import {conv} from "../../ops/conv.ts";
import {heNormal} from "../../ops/rules/initial.ts";

/** x, or where stride or channels change its 1×1 convolution and norm below `name`: He et al.'s option B. */
export function resnetShortcut(x: Value, {width, stride, name}: {width: number; stride: number; name: string}): Value {
  if (stride === 1 && x.shape[0] === width) return x;
  const options = {width, kernel: 1, stride, bias: false, initial: heNormal(width, 1)};
  return batchNorm(conv(x, {...options, name: `${name}.0`}), {name: `${name}.1`});
}
