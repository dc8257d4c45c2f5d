import {NetworkError} from "../../graph/errors.ts";
import {integer, known} from "../../graph/options.ts";

/** The residual blocks of DeepMAD, by what their convolutions are: 1×1, k×k, depthwise k×k, squeeze and excitation. */
export const deepMadKinds = ["K1KXK1", "K1DWK1", "K1DWSEK1", "K1KX", "KXKX"] as const;
export type DeepMadKind = (typeof deepMadKinds)[number];

export interface DeepMadOptions {
  /** Channels after it. */
  width: number;
  /** Channels b inside it. */
  bottleneck: number;
  /** Side of the k×k convolutions; odd. */
  kernel?: number;
  /** 1 or 2; the sides must be even for 2. */
  stride?: number;
}

export type DeepMad = Required<DeepMadOptions>;

/** Reads the options that all residual blocks share. */
export function deepMadOptions(raw: object, of: string): DeepMad {
  const {width, bottleneck, kernel = 3, stride = 1} = known(raw, of, ["width", "bottleneck", "kernel", "stride"]);
  return {
    width: integer("width", width),
    bottleneck: integer("bottleneck", bottleneck),
    kernel: oddKernel(kernel),
    stride: oneOrTwo(stride)
  };
}

export function oddKernel(kernel: unknown): number {
  if (integer("kernel", kernel) % 2) return kernel as number;
  throw new NetworkError(`invalid kernel: ${String(kernel)}; expected an odd number, so that sides stay`);
}

export function oneOrTwo(stride: unknown): number {
  if (integer("stride", stride) <= 2) return stride as number;
  throw new NetworkError(`invalid stride: ${String(stride)}; expected 1 or 2`);
}
