import {keyword} from "../../graph/options.ts";
import type {Value} from "../../graph/trace.ts";
import {gelu} from "../../ops/gelu.ts";
import {hardSigmoid} from "../../ops/hardSigmoid.ts";
import {hardSwish} from "../../ops/hardSwish.ts";
import {relu} from "../../ops/relu.ts";
import {relu6} from "../../ops/relu6.ts";
import {sigmoid} from "../../ops/sigmoid.ts";
import {silu} from "../../ops/silu.ts";

/** The activations that a block may be told to use, by name. */
export const activations = {gelu, relu, relu6, sigmoid, hardSwish, silu, hardSigmoid};
export type ActivationName = keyof typeof activations;

const names = Object.keys(activations) as ActivationName[];

/** Reads an option that names an activation. */
export function activationOption(name: string, value: unknown): ActivationName {
  return keyword(name, value, names);
}

/** The activation of a name, element by element. */
export function activate(x: Value, activation: ActivationName, options: {name?: string} = {}): Value {
  return activations[activation](x, options);
}
