import {readSafetensors} from "../../kernels/exchange/safetensors/read.ts";
import type {Weight, Weights} from "../../kernels/graph/weights.ts";

/** A stored case: what the authors' code was given and what it gave. PyTorch layout, batch first. */
export interface ReferenceCase {
  readonly name: string;
  readonly family: string;
  /** What of the family it is; the family itself where a file does not say. */
  readonly part: string;
  /** What of the part it is, where a file says; empty otherwise. */
  readonly kind: string;
  readonly mode: "eval" | "train";
  readonly config: Config;
  /** Trainable numbers. */
  readonly parameters: number;
  /** `mulberry32` where weights are not stored but follow from their keys. */
  readonly fill: string | undefined;
  readonly tensors: Weights;
}

export type Config = Readonly<Record<string, unknown>>;

/** Reads a case from its safetensors file. */
export function readCase(file: Uint8Array): ReferenceCase {
  const {tensors, metadata} = readSafetensors(file);
  const about = JSON.parse(metadata.get("case") ?? "{}") as Record<string, unknown>;
  const {name, family, part = family, mode = "eval", config = {}, parameters = 0, fill} = about;
  if (typeof name !== "string" || typeof family !== "string" || typeof part !== "string")
    throw new Error(`invalid case: ${JSON.stringify(about).slice(0, 200)}; expected name, family and part`);
  return {
    name,
    family,
    part,
    kind: typeof about.kind === "string" ? about.kind : "",
    mode: mode === "train" ? "train" : "eval",
    config: config as Config,
    parameters: Number(parameters),
    fill: fill as string | undefined,
    tensors
  };
}

/** The tensors whose names begin with a prefix, under the rest of their names. */
export function tensorsBelow({tensors}: ReferenceCase, prefix: string): Weights {
  return new Map([...tensors].filter(([name]) => name.startsWith(prefix)).map(([name, tensor]) => [name.slice(prefix.length), tensor]));
}

/** `input`, or `input.0`, `input.1`, … in order. */
export function series({tensors}: ReferenceCase, name: string): readonly Weight[] {
  const single = tensors.get(name);
  if (single) return [single];
  const found: Weight[] = [];
  for (let i = 0; tensors.has(`${name}.${i}`); ++i) found.push(tensors.get(`${name}.${i}`)!);
  return found;
}

/** A number of the configuration; `standard` if it is absent. */
export function numberOf(config: Config, key: string, standard?: number): number {
  const value = config[key] ?? standard;
  if (typeof value === "number") return value;
  throw new Error(`invalid ${key}: ${JSON.stringify(value)}; expected a number in ${JSON.stringify(config)}`);
}
