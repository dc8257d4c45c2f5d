import type {Value} from "../graph/trace.ts";
import type * as blocks from "./index.ts";

/** The names of all blocks of the library. */
export type BlockName = {
  [K in keyof typeof blocks]: (typeof blocks)[K] extends (x: Value, ...rest: never[]) => Value ? K : never;
}[keyof typeof blocks];

/** A small network that shows one block at work, as a person would write it in a cell. */
export interface Example {
  /** The shapes of its inputs for C channels: `[C, 32, 32]`; several where the block joins values. */
  readonly input: string;
  /** The application: `blocks.waveMix(x, {levels: 2})`. May name `C`, `blocks`, `ops` and, of several inputs, `y`, `z`. */
  readonly call: string;
  /** The channels to start with; 32 if absent. */
  readonly width?: number;
}

const map = "[C, 32, 32]";

/** One for each block; the compiler asks for that of a new one. Their text is what the Blocks panel draws and inserts. */
export const examples: Readonly<Record<BlockName, Example>> = {
  classifier: {input: "[C, 8, 8]", call: "blocks.classifier(x, {classes: 10})"},
  conv: {input: map, call: 'blocks.conv(x, {width: 2 * C, stride: 2, norm: "batch", activation: "relu"})'},
  feedForward: {input: "[C, 16, 16]", call: "blocks.feedForward(x, {hidden: 2 * C, ff: C, width: C})"},
  mixing: {input: map, call: 'blocks.mixing(x, {mixer: "conv"})'},
  patchStem: {input: "[3, 64, 64]", call: "blocks.patchStem(x, {width: C, patch: 4})"},
  residual: {input: map, call: 'blocks.residual(x, (x) => blocks.conv(x, {width: C, activation: "gelu"}))'},
  segmentation: {input: "[C, 16, 16]", call: "blocks.segmentation(x, {classes: 5})"},
  stridedStem: {input: "[3, 64, 64]", call: "blocks.stridedStem(x, {width: C, stride: 2})"},
  superResolution: {input: map, call: "blocks.superResolution(x)"},
  waveMix: {input: map, call: "blocks.waveMix(x, {levels: 2, mult: 2})"},
  waveMixVersion1: {input: map, call: "blocks.waveMixVersion1(x)"},
  waveMixVersion3: {input: map, call: "blocks.waveMixVersion3(x)"}
};

const names = ["x", "y", "z"];

/** The text of an example at C channels: an expression whose value is a network. */
export function exampleSource({input, call}: Example, width: number): string {
  const fill = (text: string) =>
    text.replaceAll(/\b(?:(\d+) \* )?C\b/g, (_, factor = "1") => String(Number(factor) * width));
  const inputs = /^\[\[/.test(input) ? names.slice(0, input.split("], [").length) : ["x"];
  return `network(${fill(input)}, (${inputs.join(", ")}) => ${fill(call)})`;
}
