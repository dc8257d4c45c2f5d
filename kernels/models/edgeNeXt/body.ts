import type {Value} from "../../graph/trace.ts";
import {convEncoder} from "../../blocks/edgeNeXt/convEncoder.ts";
import {edgeNeXtDownsampling} from "../../blocks/edgeNeXt/edgeNeXtDownsampling.ts";
import {edgeNeXtStem} from "../../blocks/edgeNeXt/edgeNeXtStem.ts";
import {authorsStart, timmStart} from "../../blocks/edgeNeXt/edgeNeXtVariant.ts";
import {fourierPositionalEncoding} from "../../blocks/edgeNeXt/fourierPositionalEncoding.ts";
import {sdta} from "../../blocks/edgeNeXt/sdta.ts";
import {add} from "../../ops/add.ts";
import type {EdgeNeXtSettings} from "./options.ts";

/** What SDTA encoders' layer scales start with in the authors' code, whatever is asked for. */
const authorsLayerScale = 1e-6;

/**
 * Stem and stages under the authors' names, `downsample_layers.i.*` and `stages.i.j.*`; what each stage gives. `keepLast`
 * lets the last stage keep the resolution of the third, plus one row and column, for dense prediction.
 */
export function edgeNeXtBody(x: Value, options: EdgeNeXtSettings, {keepLast = false} = {}): readonly Value[] {
  const {depths, dims, variant, stem, downsampling, convBias: bias} = options;
  const initial = options.start === "authors" ? authorsStart : timmStart;
  const common = {variant, initial};
  const blocks = depths.reduce((sum, depth) => sum + depth, 0);
  const first = {...common, ...(bias !== undefined && {bias}), width: dims[0], name: "downsample_layers.0"};
  x = edgeNeXtStem(x, stem === "patch" ? first : {...first, kernel: 9, padding: 4});
  const outputs: Value[] = [];
  for (let i = 0, block = 0; i < depths.length; ++i) {
    const inside = i > 0 && downsampling === "block";
    if (i > 0 && !inside) {
      const window = keepLast && i === depths.length - 1 ? {stride: 1, padding: 1} : {};
      x = edgeNeXtDownsampling(x, {...common, ...window, width: dims[i], name: `downsample_layers.${i}`});
    }
    for (let j = 0; j < depths[i]; ++j, ++block) {
      const dropPath = blocks > 1 ? (options.dropPath * block) / (blocks - 1) : 0;
      x = encoder(x, i, j, {dropPath, stride: inside && j === 0 ? 2 : 1});
    }
    if (i === 0 && options.globalPositions)
      x = add(x, fourierPositionalEncoding(x, {initial, name: "pos_embd"}), {name: "positioned"});
    outputs.push(x);
  }
  return outputs;

  function encoder(x: Value, i: number, j: number, {dropPath, stride}: {dropPath: number; stride: number}): Value {
    const {mult, layerScale} = options;
    const shared = {...common, mult, dropPath, ...(bias !== undefined && {bias}), name: `stages.${i}.${j}`};
    if (j < depths[i] - options.globalBlocks[i])
      return convEncoder(x, {...shared, layerScale, kernel: options.kernels[i], stride, width: dims[i]});
    return sdta(x, {
      ...shared,
      layerScale: options.start === "authors" ? authorsLayerScale : layerScale,
      scales: options.scales[i],
      heads: options.heads[i],
      positions: options.positions[i]
    });
  }
}
