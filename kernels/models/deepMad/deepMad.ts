import {deepMadConv} from "../../blocks/deepMad/deepMadConv.ts";
import {deepMadSuper} from "../../blocks/deepMad/deepMadSuper.ts";
import {NetworkError} from "../../graph/errors.ts";
import type {Network} from "../../graph/network.ts";
import {integer, known, pair, type Pair} from "../../graph/options.ts";
import {didYouMean} from "../../graph/suggest.ts";
import {network, type Value} from "../../graph/trace.ts";
import {globalAveragePool} from "../../ops/globalAveragePool.ts";
import {linear} from "../../ops/linear.ts";
import {deepMadConfigurations} from "./published.ts";
import {isSuper, kindOf, structureOf, type Item, type RawItem, type Structure} from "./structure.ts";
import {parseStructure} from "./structureText.ts";

export interface DeepMadClassifier {
  /** Logits; 1000 if absent. */
  classes?: number;
  /** Side of the image, or [height, width]; that of the publication, else 224. A multiple of the total stride. */
  image?: number | Pair;
}

/**
 * A network of DeepMAD (Shen et al., arXiv 2303.02165) with the authors' keys (`block_list.0.conv1.weight`, …, `fc_linear.bias`):
 * a published one by name (`"R18"`, `"29M-224"`, … in `deepMadConfigurations`), or a structure as items, as the authors' text
 * or in the short form. Ends in a mean over positions and a linear classifier, without softmax. Throws a NetworkError that
 * names the item or the block.
 */
export function deepMad(structure: string | readonly RawItem[], options: DeepMadClassifier = {}): Network {
  const found = typeof structure === "string" ? named(structure) : {structure: structureOf(structure), image: 224};
  const {classes = 1000, image = found.image} = known(options, "deepMad", ["classes", "image"]);
  const sides = pair("image", image);
  const width = integer("classes", classes);
  return network([found.structure[0].in, ...sides], (x) => {
    for (const [i, item] of found.structure.entries()) x = block(x, item, `block_list.${i}`);
    // the authors divide by the rows of the weight, which are the classes
    const initial = {kind: "normal", deviation: 1 / Math.sqrt(width)} as const;
    return linear(globalAveragePool(x, {name: "pool"}), {width, initial, name: "fc_linear"});
  });
}

function named(text: string): {readonly structure: Structure; readonly image: number} {
  const name = text.trim().replace(/^deepmad-/i, "");
  const configuration = deepMadConfigurations.find((one) => one.name === name);
  if (configuration) return {structure: parseStructure(configuration.structure), image: configuration.image};
  if (/[\s;,[{(/]/.test(text)) return {structure: parseStructure(text), image: 224};
  const names = deepMadConfigurations.map((one) => one.name);
  throw new NetworkError(`unknown network: ${name}${didYouMean(name, names) || `; there are ${names.join(", ")}`}`);
}

function block(x: Value, item: Item, name: string): Value {
  const common = {width: item.out, kernel: item.k, stride: item.s, name};
  return isSuper(item)
    ? deepMadSuper(x, {...common, kind: kindOf(item), bottleneck: item.btn, depth: item.L})
    : deepMadConv(x, common);
}
