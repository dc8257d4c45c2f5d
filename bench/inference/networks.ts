import type {Network} from "../../kernels/graph/network.ts";
import {
  deepLabMgic,
  deepMad,
  deepMadConfigurations,
  dgcnn,
  edgeNeXt,
  edgeNeXtDetector,
  edgeNeXtNames,
  edgeNeXtSegmenter,
  lrAsppMgic,
  mgicDgcnn,
  mgicMobileNetV3,
  mgicMobileNetV3Configurations,
  mgicResNet,
  mgicResNetConfigurations,
  publishedWaveMix,
  waveMixConfigurations
} from "../../kernels/models/index.ts";

/** Published networks at their papers' inputs, by the names that `--network` takes. */
export const networks: Readonly<Record<string, () => Network>> = {
  ...named("edgenext", edgeNeXtNames, edgeNeXt),
  "edgenext-detector": () => edgeNeXtDetector(),
  "edgenext-segmenter": () => edgeNeXtSegmenter(),
  ...named(
    "deepmad",
    deepMadConfigurations.map(({name}) => name),
    deepMad
  ),
  ...named("mgic-resnet", keysOf(mgicResNetConfigurations), mgicResNet),
  ...named("mgic-mobilenetv3", keysOf(mgicMobileNetV3Configurations), mgicMobileNetV3),
  "mgic-lraspp": () => lrAsppMgic(),
  "mgic-deeplab": () => deepLabMgic(),
  "mgic-dgcnn": () => mgicDgcnn(),
  dgcnn: () => dgcnn(),
  ...named(
    "wavemix",
    waveMixConfigurations.map(({name}) => name),
    publishedWaveMix
  )
};

/** A network of the list. */
export function networkOf(name: string): Network {
  return networks[name]();
}

/** Those that a list asks for, parted by commas: names, `all`, or the beginning of names with a `-` at its end. */
export function networksOf(list: string): readonly string[] {
  const all = Object.keys(networks);
  return list.split(",").flatMap((name) => {
    const found =
      name === "all" ? all : all.filter((one) => one === name || (name.endsWith("-") && one.startsWith(name)));
    if (found.length === 0) throw new Error(`unknown network: ${name}; expected all or ${all.join(", ")}`);
    return found;
  });
}

function named<Name extends string>(family: string, names: readonly Name[], make: (name: Name) => Network) {
  return Object.fromEntries(names.map((name) => [`${family}-${name}`, () => make(name)]));
}

function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): Key[] {
  return Object.keys(record) as Key[];
}
