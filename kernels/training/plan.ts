import type {Augmentation} from "../data/augmentation.ts";
import type {Normalisation} from "../data/normalisation.ts";
import type {NetworkDescription} from "../graph/describe.ts";
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
}

/**
 * The SHA-256 of what a plan means, in hexadecimal: of its canonical JSON without names for people and without the blocks
 * in which ops were written. Two cells that say the same thing differently have one fingerprint.
 */
export async function fingerprint(plan: Plan): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(canonical(meaning(plan))));
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
