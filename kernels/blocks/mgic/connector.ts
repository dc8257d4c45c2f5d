import {NetworkError} from "../../graph/errors.ts";
import type {Value} from "../../graph/trace.ts";
import {batchNorm} from "../../ops/batchNorm.ts";
import {conv} from "../../ops/conv.ts";
import {relu} from "../../ops/relu.ts";
import {heNormal} from "../../ops/rules/initial.ts";

export const connectors = ["depthwise", "dense"] as const;
export type Connector = (typeof connectors)[number];

interface Connection {
  readonly width: number;
  readonly stride: number;
  readonly connector: Connector;
}

/** x itself, or where stride or channels change a convolution, norm and ReLU, which do all of the change. */
export function connect(x: Value, {width, stride, connector}: Connection): Value {
  const [channels] = x.shape;
  if (stride === 1 && channels === width) return x;
  if (connector === "depthwise" && width % channels)
    throw new NetworkError(
      `invalid width: ${width}; the depthwise connector multiplies the ${channels} channels by an integer; ` +
        "another width or the dense connector would do"
    );
  const window =
    connector === "depthwise" ? {kernel: 3, padding: 1, groups: channels} : {kernel: 1, padding: 0, groups: 1};
  const start = {bias: false, initial: heNormal(width, window.kernel)};
  x = conv(x, {...window, ...start, width, stride, name: "shortcut.0"});
  return relu(batchNorm(x, {name: "shortcut.1"}), {name: "shortcut.2"});
}
