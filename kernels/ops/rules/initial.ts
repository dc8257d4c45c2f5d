import {NetworkError} from "../../graph/errors.ts";
import {keyword, positive} from "../../graph/options.ts";
import type {Initial} from "../../graph/parameter.ts";

/** How a weight may be told to start: one number, or draws around 0. */
export type WeightStart = Extract<Initial, {kind: "constant" | "uniform" | "normal" | "truncatedNormal"}>;

/** Reads the option `initial` of an op with weights; nothing where it is absent, so that torch's own start holds. */
export function initialOption(value: unknown): {readonly initial?: WeightStart} {
  if (value === undefined) return {};
  const given = (typeof value === "object" && value !== null ? value : {kind: value}) as Record<string, unknown>;
  const kind = keyword("initial", given.kind, ["constant", "uniform", "normal", "truncatedNormal"] as const);
  if (kind === "uniform") return {initial: {kind, bound: positive("bound", given.bound)}};
  if (kind === "truncatedNormal" && given.bound !== undefined)
    return {initial: {kind, deviation: positive("deviation", given.deviation), bound: positive("bound", given.bound)}};
  if (kind !== "constant") return {initial: {kind, deviation: positive("deviation", given.deviation)}};
  if (typeof given.value === "number" && Number.isFinite(given.value)) return {initial: {kind, value: given.value}};
  throw new NetworkError(`invalid value: ${String(given.value)}; expected a number`);
}

/** He et al.'s normal start by the outputs, as torchvision's and most authors' ResNets have it: √(2 / (kh·kw·width)). */
export function heNormal(width: number, kernel: number | readonly [number, number]): WeightStart {
  const [height, across] = typeof kernel === "number" ? [kernel, kernel] : kernel;
  return {kind: "normal", deviation: Math.sqrt(2 / (height * across * width))};
}
