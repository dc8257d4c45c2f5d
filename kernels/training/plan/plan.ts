import type {Augmentation} from "../../data/augmentation.ts";
import type {Normalisation} from "../../data/normalisation.ts";
import type {NetworkDescription} from "../../graph/describe.ts";
import {canonical} from "./canonical.ts";
import type {Optimizer} from "./optimizer.ts";

/** Which training this library does: counted up whenever the same plan would give other weights. */
export const trainingVersion = "1";

/** What is to be trained, on what and how: plain JSON, so that it can be compared, stored and sent to a worker. */
export interface Plan {
  /** The version of training; see trainingVersion. */
  readonly library: string;
  readonly network: NetworkDescription;
  readonly data: {
    readonly id: string;
    readonly version: string;
    /** For people; no part of the fingerprint. */
    readonly title: string;
    /** SHA-256 of the decoded images and labels. */
    readonly sha256: string;
    readonly normalisation: Normalisation;
    /** Training images. */
    readonly images: number;
  };
  readonly optimizer: Optimizer;
  readonly epochs: number;
  readonly batch: number;
  /** Part of the target that is spread evenly over all classes; 0 is none. */
  readonly labelSmoothing: number;
  readonly augment: Augmentation;
  /** null: another one for every run, and no result is ever reused. */
  readonly seed: number | null;
  /** A training loss above this pauses the run; null for none. */
  readonly bound: number | null;
  /** SHA-256 of the weights that it begins from, as safetensors; absent for a random start. */
  readonly start?: string;
}

/**
 * The SHA-256 of what a plan means, in hexadecimal: of its canonical JSON without names for people and without the blocks
 * in which ops were written. Two cells that say the same thing differently have one fingerprint.
 */
export function fingerprint(plan: Plan): Promise<string> {
  return sha256(new TextEncoder().encode(canonical(meaning(plan))));
}

/** A plan with its fingerprint and, if there are any, the weights that it begins from, whose hash it then carries. */
export async function identify(plan: Plan, start?: Uint8Array) {
  if (start) plan = {...plan, start: await sha256(start as Uint8Array<ArrayBuffer>)};
  return {plan, fingerprint: await fingerprint(plan), ...(start && {start})};
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function meaning({network, data, ...rest}: Plan): unknown {
  return {
    ...rest,
    data: {...data, title: undefined},
    network: {
      ...network,
      blocks: undefined,
      nodes: network.nodes.map((node) => ({...node, block: undefined}))
    }
  };
}

/** Steps of one epoch of a plan. The last, partial batch is dropped. */
export function stepsPerEpoch({data, batch}: Pick<Plan, "data" | "batch">): number {
  return Math.floor(data.images / batch);
}
