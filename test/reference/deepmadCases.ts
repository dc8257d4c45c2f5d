import {readFileSync} from "node:fs";

/** What the authors' code says of a structure; absent where it has no formula. */
export interface DeepMadValues {
  readonly params: number;
  readonly params_numel: number;
  readonly params_with_fc: number;
  readonly flops: number;
  readonly conv_macs: number;
  readonly fc_macs: number;
  readonly layers: number;
  readonly stages_at_224: Stages;
  readonly stages_at_image_size_se_fixed: Stages;
  readonly madnas: Readonly<Record<string, number>>;
  readonly block_madnas_log_std?: Runs;
  readonly block_log_std?: Runs;
  readonly block_width_product?: Runs;
  readonly rho?: number;
  readonly rho_per_stage?: readonly number[];
  readonly deepmad_released?: Entropy;
  readonly deepmad_se_fixed_224?: Entropy;
  readonly deepmad_se_fixed_image_size?: Entropy;
  readonly depth_penalty?: number;
  readonly score_released?: number;
  readonly score_se_fixed?: number;
}

export interface Stages {
  readonly block_index: readonly number[];
  readonly blocks_cumulative: readonly number[];
  readonly layers_cumulative: readonly number[];
  readonly channels: readonly number[];
  readonly feature_map: readonly number[];
}

export interface Entropy {
  readonly weighted_stages: readonly number[];
  readonly total: number;
}

/** [value, times] of runs of equal values. */
export type Runs = readonly (readonly [number, number])[];

export interface DeepMadCase {
  readonly name: string;
  /** In the short form. */
  readonly structure: string;
  readonly image_size: number;
  readonly alpha1: number;
  readonly alpha2: number;
  readonly values: DeepMadValues;
  readonly budgets?: Budgets;
  readonly objective?: "score_se_fixed" | "score_released";
}

export interface Budgets {
  readonly flops: number;
  readonly params: number;
  readonly rho: number;
}

export interface SearchCase {
  readonly name: string;
  readonly budgets: Budgets;
  readonly seed_structure: string;
  readonly runs: readonly {readonly variant: string; readonly seed: number; readonly score: number; readonly structure: string}[];
}

interface Cases {
  readonly published: readonly DeepMadCase[];
  readonly random: readonly DeepMadCase[];
  readonly targets: readonly DeepMadCase[];
  readonly search: readonly SearchCase[];
}

/** The authors' numbers for structures (test/reference/README.md). */
export const deepmadCases = JSON.parse(readFileSync("test/reference/cases/deepmad/cases.json", "utf8")) as Cases;
export const allDeepmadCases = [...deepmadCases.published, ...deepmadCases.random, ...deepmadCases.targets];
