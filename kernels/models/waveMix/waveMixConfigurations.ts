import type {Network} from "../../graph/network.ts";
import {NetworkError} from "../../graph/errors.ts";
import {didYouMean} from "../../graph/suggest.ts";
import {waveMix, type WaveMixClassifier} from "./waveMix.ts";
import {waveMixSegmenter, type WaveMixSegmenter} from "./waveMixSegmenter.ts";
import {waveMixSuperResolver, type WaveMixSuperResolver} from "./waveMixSuperResolver.ts";

type Task = {classify: WaveMixClassifier; segment: WaveMixSegmenter; superResolve: WaveMixSuperResolver};

/** A published network: what it is made of, and how many trainable numbers it must have. */
export type WaveMixConfiguration = {
  [T in keyof Task]: {
    readonly name: string;
    readonly task: T;
    readonly options: Task[T];
    readonly parameters: number;
    /** What it was published for, and the value given there. */
    readonly published: string;
  };
}[keyof Task];

const strided = {stem: "strided", stride: 1} as const;
const gray = [1, 32, 32] as const;
const small = [3, 32, 32] as const;

/** The named configurations of specs/wavemix.md, section 5. */
export const waveMixConfigurations: readonly WaveMixConfiguration[] = [
  classifier("lite-144/7-cifar10", 3042550, "CIFAR-10 (94.58 %)", {...lite(144, 7), classes: 10, input: small}),
  classifier("320/8-cifar10", 17073610, "CIFAR-10 (95.37 %)", {...lite(320, 8), classes: 10, input: small}),
  classifier("256/8-cifar100", 10954084, "CIFAR-100 (77.82 %)", {...lite(256, 8), classes: 100, input: small}),
  classifier("256/10-cifar100", 13611492, "CIFAR-100 (78.81 %)", {...lite(256, 10), classes: 100, input: small}),
  classifier("256/12-tinyimagenet", 16294600, "TinyImageNet, 64 px (62.51 %)", {
    ...lite(256, 12),
    classes: 200,
    input: [3, 64, 64]
  }),
  classifier("192/16-level3-tinyimagenet", 27703208, "TinyImageNet, 64 px (71.69 %), 128 px (78.76 %)", {
    dim: 192,
    classes: 200,
    input: [3, 128, 128]
  }),
  classifier("lite-192/16-imagenet", 12494536, "ImageNet-1k (71.18 %)", {dim: 192, levels: 1}),
  classifier("192/16-level3-imagenet", 27857608, "ImageNet-1k (75.32 %)", {dim: 192}),
  classifier("256/16-level3-imagenet", 49416808, "ImageNet-1k (73.03 %)", {dim: 256}),
  classifier("256/16-level4-imagenet", 62764776, "ImageNet-1k (70.42 %)", {
    dim: 256,
    levels: 4,
    stem: "strided",
    stride: 2,
    input: [3, 256, 256]
  }),
  classifier("256/12-level2-places365", 28449261, "Places-365 (56.45 %)", {
    dim: 256,
    depth: 12,
    levels: 2,
    patch: 8,
    classes: 365
  }),
  classifier("192/16-level1-galaxy10", 12303466, "Galaxy10 DECals, 256 px (90.23 %)", {
    levels: 1,
    classes: 10,
    input: [3, 256, 256]
  }),
  classifier("192/16-level3-galaxy10", 27666538, "Galaxy10 DECals, 256 px (95.42 %)", {
    classes: 10,
    input: [3, 256, 256]
  }),
  segmenter("192/16-level3-cityscapes", 28190388, "Cityscapes", {
    dim: 192,
    levels: 3,
    stem: "patch",
    dropout: 0.5,
    head: [128, 64],
    headName: "pool"
  }),
  segmenter("256/16-level4-cityscapes", 63164628, "Cityscapes", {}),
  segmenter("lite-256/7-cityscapes", 10256532, "Cityscapes script of WaveMix-Lite", {depth: 7, levels: 1}),
  classifier("lite-256/7-imagenet64", 9856680, "ImageNet 64×64", {...lite(256, 7), input: [3, 64, 64]}),
  classifier("lite-256/7-cifar100", 9625380, "CIFAR-100 (70.20 %)", {...lite(256, 7), classes: 100, input: small}),
  classifier("lite-128/7-emnist-balanced", 2408591, "EMNIST Balanced", {...lite(128, 7), classes: 47, input: gray}),
  classifier("lite-112/16-emnist-letters", 4135514, "EMNIST Letters (95.96 %)", {
    ...lite(112, 16),
    classes: 26,
    input: gray
  }),
  classifier("version1-256/7", 57154728, "arXiv 2203.03689", {...lite(256, 7), version: 1, input: [3, 64, 64]}),
  classifier("version1-128/7", 14241130, "arXiv 2203.03689", {
    ...lite(128, 7),
    version: 1,
    classes: 10,
    input: small
  }),
  classifier("version2-240/12", 33811824, "arXiv 2205.14375", {dim: 240, depth: 12, final: 1024}),
  classifier("version3-144/16", 4748464, "the authors' repository", {dim: 144, version: 3}),
  {
    name: "super-resolution-144/4",
    task: "superResolve",
    options: {},
    parameters: 1944867,
    published: "DIV2K, twice the resolution"
  },
  classifier("lite-8/10-mnist", 3566, "MNIST (99 %)", {
    ...lite(8, 10),
    upsample: "nearest",
    classes: 10,
    input: [1, 28, 28]
  }),
  classifier("lite-8/5-fashion-mnist", 7156, "Fashion-MNIST (90 %)", {...lite(8, 5), classes: 10, input: [1, 28, 28]}),
  classifier("lite-32/7-cifar10", 37058, "CIFAR-10 (80 %)", {
    ...lite(32, 7),
    upsample: "nearest",
    classes: 10,
    input: small
  }),
  classifier("lite-64/6-cifar10", 520106, "CIFAR-10 (90 %)", {...lite(64, 6), classes: 10, input: small})
];

/** A published network by its name. Throws a NetworkError with the nearest name. */
export function publishedWaveMix(name: string): Network {
  const found = waveMixConfigurations.find((configuration) => configuration.name === name);
  if (!found) {
    const names = waveMixConfigurations.map((configuration) => configuration.name);
    throw new NetworkError(
      `unknown configuration: ${name}${didYouMean(name, names) || `; there are ${names.join(", ")}`}`
    );
  }
  return build(found);
}

/** The network of a configuration. */
export function build(configuration: WaveMixConfiguration): Network {
  if (configuration.task === "classify") return waveMix(configuration.options);
  if (configuration.task === "segment") return waveMixSegmenter(configuration.options);
  return waveMixSuperResolver(configuration.options);
}

function lite(dim: number, depth: number) {
  return {dim, depth, levels: 1, ...strided};
}

function classifier(name: string, parameters: number, published: string, options: WaveMixClassifier) {
  return {name, task: "classify", options, parameters, published} as const;
}

function segmenter(name: string, parameters: number, published: string, options: WaveMixSegmenter) {
  return {name, task: "segment", options, parameters, published} as const;
}
