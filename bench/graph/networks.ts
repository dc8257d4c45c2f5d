import * as models from "../../kernels/models/index.ts";
import type {Network} from "../../kernels/graph/network.ts";

/** The networks whose graphs are measured, by name. */
export const networks: Readonly<Record<string, () => Network>> = {
  "WaveMix-192/16 level 3": () => models.publishedWaveMix("192/16-level3-imagenet"),
  "EdgeNeXt-Small": () => models.edgeNeXt("small")
};
