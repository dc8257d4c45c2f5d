import {keyword} from "../../graph/options.ts";
import type {Value} from "../../graph/trace.ts";
import {batchNorm} from "../../ops/batchNorm.ts";
import {layerNorm} from "../../ops/layerNorm.ts";
import type {WeightStart} from "../../ops/rules/initial.ts";
import type {ActivationName} from "../plain/activations.ts";

/** Which norm and activation the blocks of EdgeNeXt have: layer norm and GELU, or batch norm and hard swish. */
export type EdgeNeXtVariant = "ln-gelu" | "bn-hs";

/** What every block of EdgeNeXt takes. */
export interface EdgeNeXtCommon {
  /** Layer norm and GELU if absent. */
  variant?: EdgeNeXtVariant;
  /** How convolutions and linear maps start; the authors' normal distribution if absent. */
  initial?: WeightStart;
}

/** The authors' start of every convolution and linear map: N(0, 0.02²), cut at ±2, which is practically uncut. */
export const authorsStart: WeightStart = {kind: "truncatedNormal", deviation: 0.02};

/** timm's: N(0, 1) cut at ±2, times 0.02. */
export const timmStart: WeightStart = {kind: "truncatedNormal", deviation: 0.02, bound: 0.04};

export function variantOption(value: unknown): EdgeNeXtVariant {
  return keyword("variant", value ?? "ln-gelu", ["ln-gelu", "bn-hs"] as const);
}

/** Layer norm with EdgeNeXt's 1e-6, or batch norm with PyTorch's 1e-5. */
export function normOf(variant: EdgeNeXtVariant, x: Value, name: string): Value {
  return variant === "ln-gelu" ? layerNorm(x, {epsilon: 1e-6, name}) : batchNorm(x, {name});
}

/** Which activation goes with the norm. */
export const activationOf = {"ln-gelu": "gelu", "bn-hs": "hardSwish"} as const satisfies Record<
  EdgeNeXtVariant,
  ActivationName
>;
