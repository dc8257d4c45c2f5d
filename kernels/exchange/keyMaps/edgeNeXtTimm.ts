import type {KeyMap} from "./keyMap.ts";

/** Ours, which are the authors', and timm's in the same place; applied in order, or backwards. */
const theirs: readonly (readonly [ours: RegExp, theirs: string])[] = [
  [/^downsample_layers\.0\./, "stem."],
  [/^downsample_layers\.(\d+)\./, "stages.$1.downsample."],
  [/^stages\.(\d+)\.(\d+)\./, "stages.$1.blocks.$2."],
  [/\.dwconv\./, ".conv_dw."],
  [/\.pwconv(\d)\./, ".mlp.fc$1."],
  [/^head\./, "head.fc."],
  [/^norm\./, "head.norm."]
];

const ours: readonly (readonly [theirs: RegExp, ours: string])[] = [
  [/^head\.norm\./, "norm."],
  [/^head\.fc\./, "head."],
  [/\.mlp\.fc(\d)\./, ".pwconv$1."],
  [/\.conv_dw\./, ".dwconv."],
  [/^stages\.(\d+)\.blocks\.(\d+)\./, "stages.$1.$2."],
  [/^stages\.(\d+)\.downsample\./, "downsample_layers.$1."],
  [/^stem\./, "downsample_layers.0."]
];

const renamed = (key: string, rules: readonly (readonly [RegExp, string])[]) =>
  rules.reduce((text, [from, to]) => text.replace(from, to), key);

/**
 * timm's names of EdgeNeXt's tensors (Hugging Face's `timm/edgenext_*`). timm has no variants with batch norm; for those the
 * same renaming is our convention.
 */
export const edgeNeXtTimm = {
  name: "timm" as const,
  recognises: (keys, network) => keys.has("head.norm.weight") && network.has("downsample_layers.0.0.weight"),
  toOurs: (key) => renamed(key, ours),
  toTheirs: (key) => renamed(key, theirs)
} satisfies KeyMap;
