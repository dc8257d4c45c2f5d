import {blocksOf, toStructure, type StructureLike} from "./evaluate.ts";
import {stageWeights} from "./form.ts";
import {isSuper} from "../../models/deepMad/structure.ts";
import {stagesOf} from "./stages.ts";

/**
 * The score of MadNAS (Sun et al., MAE-DET, arXiv 2111.13336), which DeepMAD grew out of: entropies are added to the logarithm
 * of the channels, resolution does not count: the sum over stages of ratio · (entropy up to its end + log c).
 */
export function madNas(design: StructureLike, ratio: readonly number[]): number {
  const structure = toStructure(design);
  const blocks = blocksOf(structure);
  const stages = stagesOf(structure, 224);
  const ratios = stageWeights(ratio, stages.length);
  let count = 0;
  let from = 0;
  return stages.reduce((sum, {item, channels}, s) => {
    for (; from <= item; ++from) {
      const one = structure[from];
      count += isSuper(one) ? one.L : 1;
    }
    const entropy = blocks.slice(0, count).reduce((total, block) => total + block.entropy, 0);
    return sum + ratios[s] * (entropy + Math.log(channels));
  }, 0);
}
