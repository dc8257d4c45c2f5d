import {block} from "../../graph/block.ts";
import {integer, keyword} from "../../graph/options.ts";
import {deepMadK1DWK1} from "./deepMadK1DWK1.ts";
import {deepMadK1DWSEK1} from "./deepMadK1DWSEK1.ts";
import {deepMadK1KX} from "./deepMadK1KX.ts";
import {deepMadK1KXK1} from "./deepMadK1KXK1.ts";
import {deepMadKXKX} from "./deepMadKXKX.ts";
import {deepMadKinds, deepMadOptions, type DeepMad, type DeepMadKind, type DeepMadOptions} from "./options.ts";

export interface DeepMadSuperOptions extends DeepMadOptions {
  /** Which block it repeats. */
  kind: DeepMadKind;
  /** How often: L. */
  depth: number;
}

interface DeepMadSuper extends DeepMad {
  readonly kind: DeepMadKind;
  readonly depth: number;
}

const blocks = {
  K1DWK1: deepMadK1DWK1,
  K1DWSEK1: deepMadK1DWSEK1,
  K1KX: deepMadK1KX,
  KXKX: deepMadKXKX
};

/**
 * A super block of DeepMAD: `depth` blocks of one kind, bottleneck and kernel. The first takes the stride and the change of
 * width; with K1KXK1 it projects x even where the width stays.
 *
 * @family DeepMAD
 * @paper Shen et al., DeepMAD: Mathematical Architecture Design for Deep Convolutional Neural Network, arXiv 2303.02165
 * @parameters f(C) + (depth − 1)·f(width) + ([kind = "K1KXK1"] + [kind = "K1KX" or kind = "KXKX"]·[width ≠ C])·(C·width +
 *   2·width), where f(a) = [kind = "K1KXK1"]·(a·b + kernel²·b² + b·width + 4·b) + [kind = "K1DWK1" or kind = "K1DWSEK1"]·(a·b +
 *   kernel²·b + b·width + 4·b) + [kind = "K1DWSEK1"]·(2·b·z + 2·z + 2·b) + [kind = "K1KX"]·(a·b + kernel²·b·width + 2·b) +
 *   [kind = "KXKX"]·(kernel²·a·b + kernel²·b·width + 2·b) + 2·width, b = bottleneck, z = 8·max(1, floor(round(b/4)/8))
 */
export const deepMadSuper = block<DeepMadSuperOptions, DeepMadSuper>(
  "deepMadSuper",
  (raw) => {
    const {kind, depth, ...rest} = raw;
    return {
      kind: keyword("kind", kind, deepMadKinds),
      depth: integer("depth", depth),
      ...deepMadOptions(rest, "deepMadSuper")
    };
  },
  (x, {kind, depth, stride, ...options}) => {
    for (let i = 0; i < depth; ++i) {
      const one = {...options, stride: i ? 1 : stride, name: `block_list.${i}`};
      x = kind === "K1KXK1" ? deepMadK1KXK1(x, {...one, project: i === 0}) : blocks[kind](x, one);
    }
    return x;
  }
);
