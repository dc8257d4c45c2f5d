import {squeezeWidth} from "../../blocks/deepMad/squeezeExcite.ts";
import type {DeepMadKind} from "../../blocks/deepMad/options.ts";

/** What the items of a structure are made of, as the formulas know it: the residual blocks, and the stem and head. */
export type Unit = DeepMadKind | "conv";

/** Layers that count for depth: the convolutions of the main path. */
export const unitLayers: Readonly<Record<Unit, number>> = {
  conv: 1,
  K1KXK1: 3,
  K1DWK1: 3,
  K1DWSEK1: 3,
  K1KX: 2,
  KXKX: 2
};

/** How often b and k² stand in the product of the layers' widths in · bᵖ · k²ᵠ (a depthwise layer has width k²). */
export const widthPowers: Readonly<Record<Unit, readonly [b: number, k2: number]>> = {
  conv: [0, 1],
  K1KXK1: [2, 1],
  K1DWK1: [1, 1],
  K1DWSEK1: [1, 1],
  K1KX: [1, 1],
  KXKX: [1, 2]
};

/** Whether the unit has a gate of channels, whose output the released code takes for one pixel. */
export function isGated(unit: Unit): boolean {
  return unit === "K1DWSEK1";
}

/** Where `addUnitCost` adds to: four sums in one array, for the solver's sake. */
export const costs = {
  /** Trainable numbers, without a classifier. */
  params: 0,
  /** By the authors' counter: products + 2 a norm's element + 1 an activation's + pooling, without gates. */
  flops: 1,
  /** Multiply-accumulates of all convolutions, gates included. */
  macs: 2,
  /** Float32 values held in training for one image. */
  held: 3
} as const;

/**
 * Adds the costs of `times` equal units to `sum`. `before` are the positions of their input, r²; `first` says that it is the
 * first block of its super block. A stem or head has no bottleneck. Arguments stand alone, since the solver calls this ten
 * million times a second.
 */
export function addUnitCost(
  sum: Float64Array,
  unit: Unit,
  input: number,
  width: number,
  b: number,
  kernel: number,
  stride: number,
  first: boolean,
  before: number,
  times: number
): void {
  const after = before / (stride * stride);
  const k2 = kernel * kernel;
  if (unit === "conv") {
    const products = input * width * k2;
    sum[0] += times * (products + 2 * width);
    sum[1] += times * after * (products + 3 * width);
    sum[2] += times * after * products;
    sum[3] += times * after * 3 * width;
    return;
  }
  const depthwise = unit === "K1DWK1" || unit === "K1DWSEK1";
  const three = depthwise || unit === "K1KXK1";
  // products a position: the first convolution reads the map before the stride, the others write the map after it
  const early = unit === "KXKX" ? input * b * k2 : input * b;
  const late = depthwise ? b * (k2 + width) : three ? b * (b * k2 + width) : b * width * k2;
  const inner = three ? 3 * b : 0; // the norm and activation of the second of three
  let params = early + late + (three ? 4 : 2) * b + 2 * width;
  let flops = before * (early + 3 * b) + after * (late + inner + 3 * width);
  let macs = before * early + after * late;
  let held = before * 3 * b + after * (inner + 3 * width);
  if (!depthwise && (input !== width || (first && three))) {
    const projection = input * width;
    params += projection + 2 * width;
    flops += after * (projection + 3 * width);
    macs += after * projection;
    held += after * 2 * width;
  }
  if (!depthwise || input === width) {
    held += after * width; // the sum with the shortcut
    if (stride === 2) {
      flops += before * input;
      held += after * input;
    }
  }
  if (unit === "K1DWSEK1") {
    const z = squeezeWidth(b);
    params += 2 * b * z + 2 * z + 2 * b;
    macs += 2 * b * z;
    held += b + 3 * z + 3 * b + after * b; // the mean, two norms with their activations, the gated map
  }
  sum[0] += times * params;
  sum[1] += times * flops;
  sum[2] += times * macs;
  sum[3] += times * held;
}
