import {NetworkError} from "../../graph/errors.ts";
import {didYouMean} from "../../graph/suggest.ts";
import type {EdgeNeXt} from "./options.ts";

/** What the named variants differ in. */
export type EdgeNeXtConfiguration = Pick<
  EdgeNeXt,
  "depths" | "dims" | "heads" | "variant" | "stem" | "downsampling" | "convBias" | "start"
>;

const xxSmall = {depths: [2, 2, 6, 2], dims: [24, 48, 88, 168], heads: [4, 4, 4, 4]};
const xSmall = {depths: [3, 3, 9, 3], dims: [32, 64, 100, 192], heads: [4, 4, 4, 4]};
const small = {depths: [3, 3, 9, 3], dims: [48, 96, 160, 304], heads: [8, 8, 8, 8]};
const base = {depths: [3, 3, 9, 3], dims: [80, 160, 288, 584], heads: [8, 8, 8, 8]};
const bnHs = {variant: "bn-hs"} as const;

/** The published variants (specs/edgenext.md, section 9) and timm's own `small-rw`. */
export const edgeNeXtConfigurations = {
  "xx-small": xxSmall,
  "x-small": xSmall,
  small,
  base,
  "xx-small-bn-hs": {...xxSmall, ...bnHs},
  "x-small-bn-hs": {...xSmall, ...bnHs},
  "small-bn-hs": {...small, ...bnHs},
  "small-rw": {
    depths: [3, 3, 9, 3],
    dims: [48, 96, 192, 384],
    heads: [8, 8, 8, 8],
    stem: "overlap",
    downsampling: "block",
    convBias: false,
    start: "timm"
  }
} as const satisfies Record<string, EdgeNeXtConfiguration>;

export type EdgeNeXtName = keyof typeof edgeNeXtConfigurations;

export const edgeNeXtNames = Object.keys(edgeNeXtConfigurations) as readonly EdgeNeXtName[];

/** The configuration of a name. Throws a NetworkError with the nearest name. */
export function edgeNeXtConfiguration(name: string): EdgeNeXtConfiguration {
  const found = edgeNeXtNames.find((one) => one === name);
  if (found) return edgeNeXtConfigurations[found];
  throw new NetworkError(
    `unknown configuration: ${name}${didYouMean(name, edgeNeXtNames) || `; there are ${edgeNeXtNames.join(", ")}`}`
  );
}
