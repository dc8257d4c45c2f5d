import type {Network} from "../../kernels/graph/network.ts";
import {
  deepMad,
  deepMadConfigurations,
  edgeNeXt,
  edgeNeXtNames,
  mgicResNet,
  publishedWaveMix
} from "../../kernels/models/index.ts";

/** Published networks at their papers' inputs, by the names that `--network` takes. */
export const networks: Readonly<Record<string, () => Network>> = {
  ...Object.fromEntries(edgeNeXtNames.map((name) => [`edgenext-${name}`, () => edgeNeXt(name)])),
  ...Object.fromEntries(deepMadConfigurations.map(({name}) => [`deepmad-${name}`, () => deepMad(name)])),
  ...Object.fromEntries((["18", "34", "50"] as const).map((name) => [`mgic-resnet-${name}`, () => mgicResNet(name)])),
  "wavemix-lite-192/16": () => publishedWaveMix("lite-192/16-imagenet"),
  "wavemix-192/16": () => publishedWaveMix("192/16-level3-imagenet")
};

export function networkOf(name: string): Network {
  const make = networks[name];
  if (!make) throw new Error(`unknown network: ${name}; expected ${Object.keys(networks).join(", ")}`);
  return make();
}
