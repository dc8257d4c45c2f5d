import {NetworkError} from "../../graph/errors.ts";
import {flag, fraction, integer, integers, keyword, known, nonNegative, positive} from "../../graph/options.ts";
import type {Shape} from "../../graph/shape.ts";
import {variantOption, type EdgeNeXtVariant} from "../../blocks/edgeNeXt/edgeNeXtVariant.ts";
import {edgeNeXtConfiguration, type EdgeNeXtName} from "./configurations.ts";

/** Everything that an EdgeNeXt may be told; lists have one entry for each of four stages. */
export interface EdgeNeXt {
  /** Channels, height and width of one image. */
  input?: Shape;
  classes?: number;
  /** Blocks of each stage. */
  depths?: readonly number[];
  /** Channels of each stage. */
  dims?: readonly number[];
  /** Side of the depthwise filters of each stage. */
  kernels?: readonly number[];
  /** How many of the last blocks of each stage are SDTA encoders. */
  globalBlocks?: readonly number[];
  /** Heads of the attention of each stage. */
  heads?: readonly number[];
  /** Parts into which an SDTA encoder cuts its channels. */
  scales?: readonly number[];
  /** Whether the SDTA encoders of each stage have a positional encoding. */
  positions?: readonly boolean[];
  /** Whether one positional encoding is added to what the first stage gives. */
  globalPositions?: boolean;
  /** Expansion of the encoders' linear maps. */
  mult?: number;
  /** What the convolution encoders' layer scale starts with; 0 leaves it out. */
  layerScale?: number;
  /** The share of samples that the last block drops in training; it rises linearly from 0 at the first. */
  dropPath?: number;
  /** Layer norm and GELU, or batch norm and hard swish. */
  variant?: EdgeNeXtVariant;
  /** Of the features before the last linear map. */
  dropout?: number;
  /** What the last linear map's starting weights are multiplied by. */
  headInitialScale?: number;
  /** 4×4 patches, or 9×9 windows that overlap. */
  stem?: "patch" | "overlap";
  /** Between stages: a norm and a 2×2 convolution, or a stage's first block with stride 2. */
  downsampling?: "layer" | "block";
  /** Whether the stem's and the encoders' depthwise convolutions have biases; if absent, what the variant says. */
  convBias?: boolean;
  /** Whose starting weights: timm cuts the normal distribution, and gives SDTA encoders the asked layer scale too. */
  start?: "authors" | "timm";
}

const standard = {
  ...edgeNeXtConfiguration("small"),
  input: [3, 256, 256],
  classes: 1000,
  kernels: [3, 5, 7, 9],
  globalBlocks: [0, 1, 1, 1],
  scales: [2, 2, 3, 4],
  positions: [false, true, false, false],
  globalPositions: false,
  mult: 4,
  layerScale: 1e-6,
  dropPath: 0,
  dropout: 0,
  headInitialScale: 1,
  stem: "patch",
  downsampling: "layer",
  start: "authors"
} as const;

const keys = [...Object.keys(standard), "variant", "convBias"] as (keyof EdgeNeXt)[];

export type EdgeNeXtChoice = EdgeNeXtName | EdgeNeXt;

/** Reads a name or options, and options over a name's, in full. Throws a NetworkError that names what is wrong. */
export function edgeNeXtOptions(choice: EdgeNeXtChoice = {}, more: EdgeNeXt = {}) {
  const named = typeof choice === "string" ? edgeNeXtConfiguration(choice) : choice;
  const given = Object.fromEntries(Object.entries({...named, ...more}).filter(([, value]) => value !== undefined));
  const options = known({...standard, ...given}, "edgeNeXt", keys);
  const stages = (name: keyof EdgeNeXt, least: number) => four(name, integers(name, options[name], least));
  const read = {
    input: options.input as Shape,
    classes: integer("classes", options.classes),
    depths: stages("depths", 1),
    dims: stages("dims", 1),
    kernels: stages("kernels", 1),
    globalBlocks: stages("globalBlocks", 0),
    heads: stages("heads", 1),
    scales: stages("scales", 1),
    positions: four("positions", list("positions", options.positions)).map((value) => flag("positions", value)),
    globalPositions: flag("globalPositions", options.globalPositions),
    mult: integer("mult", options.mult),
    layerScale: nonNegative("layerScale", options.layerScale),
    dropPath: fraction("dropPath", options.dropPath),
    variant: variantOption(options.variant),
    dropout: fraction("dropout", options.dropout),
    headInitialScale: positive("headInitialScale", options.headInitialScale),
    stem: keyword("stem", options.stem, ["patch", "overlap"] as const),
    downsampling: keyword("downsampling", options.downsampling, ["layer", "block"] as const),
    convBias: options.convBias === undefined ? undefined : flag("convBias", options.convBias),
    start: keyword("start", options.start, ["authors", "timm"] as const)
  };
  for (const [i, count] of read.globalBlocks.entries()) {
    const least = i > 0 && read.downsampling === "block" ? 1 : 0;
    if (count > read.depths[i] - least)
      throw new NetworkError(
        `invalid globalBlocks: ${count}; stage ${i} has ${read.depths[i]} blocks` +
          (least ? ", the first of which must be a convolution encoder" : "")
      );
  }
  return read;
}

export type EdgeNeXtSettings = ReturnType<typeof edgeNeXtOptions>;

function list(name: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value as readonly unknown[];
  throw new NetworkError(`invalid ${name}: ${String(value)}; expected an array`);
}

function four<T>(name: string, values: readonly T[]): readonly T[] {
  if (values.length === 4) return values;
  throw new NetworkError(`invalid ${name}: ${values.length} entries; expected one for each of four stages`);
}
