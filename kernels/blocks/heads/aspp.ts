import {block} from "../../graph/block.ts";
import {NetworkError} from "../../graph/errors.ts";
import {integer, integers, known} from "../../graph/options.ts";
import type {Value} from "../../graph/trace.ts";
import {batchNorm} from "../../ops/batchNorm.ts";
import {concat} from "../../ops/concat.ts";
import {conv} from "../../ops/conv.ts";
import {globalAveragePool} from "../../ops/globalAveragePool.ts";
import {relu} from "../../ops/relu.ts";
import {reshape} from "../../ops/reshape.ts";
import {resize} from "../../ops/resize.ts";

export interface AsppOptions {
  /** Channels C of each branch and of the result. */
  width?: number;
  /** Dilations of the r branches with 3×3 convolutions. */
  dilations?: readonly number[];
}

/**
 * Atrous spatial pyramid pooling: a 1×1 convolution, r dilated 3×3 ones and the mean of the whole map side by side, joined by
 * a 1×1 convolution; each with batch norm and ReLU, without biases. [c, h, w] → [C, h, w].
 *
 * @family heads and stems
 * @paper Chen et al., Rethinking Atrous Convolution for Semantic Image Segmentation, arXiv 1706.05587
 * @parameters (2 + 9·r)·C·width + (r + 2)·width² + 2·(r + 3)·width, where r = count(dilations)
 */
export const aspp = block<AsppOptions, Required<AsppOptions>>(
  "aspp",
  (raw) => {
    const {width = 256, dilations = [6, 12, 18]} = known(raw, "aspp", ["width", "dilations"]);
    return {width: integer("width", width), dilations: integers("dilations", dilations)};
  },
  (x, {width, dilations}) => {
    if (x.shape.length !== 3) throw new NetworkError(`invalid input of aspp: ${x.shape.join("×")}; expected [c, h, w]`);
    const [channels, height, across] = x.shape;
    const done = (y: Value, name: string) => relu(batchNorm(y, {name: `${name}.norm`}), {name: `${name}.act`});
    const narrow = (y: Value, name: string) =>
      done(conv(y, {width, kernel: 1, bias: false, name: `${name}.conv`}), name);
    const near = narrow(x, "convs.0");
    const around = dilations.map((dilation, i) => {
      const window = {width, kernel: 3, padding: dilation, dilation, bias: false};
      return done(conv(x, {...window, name: `convs.${i + 1}.conv`}), `convs.${i + 1}`);
    });
    const pool = `convs.${dilations.length + 1}`;
    const mean = reshape(globalAveragePool(x, {name: `${pool}.mean`}), {shape: [channels, 1, 1], name: `${pool}.map`});
    const everywhere = resize(narrow(mean, pool), {size: [height, across], name: `${pool}.spread`});
    return narrow(concat([near, ...around, everywhere], {name: "joined"}), "project");
  }
);
