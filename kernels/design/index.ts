import type {Network} from "../graph/network.ts";
import {deepMad, type DeepMadClassifier} from "../models/deepMad/deepMad.ts";
import type {StructureLike} from "./evaluate.ts";

export {formatStructure as format, parseStructure as parse} from "../models/deepMad/structureText.ts";
export type {Structure} from "../models/deepMad/structure.ts";
export {authorsSearch, type AuthorsSearchOptions} from "./authorsSearch.ts";
export {prove, type Certificate} from "./certificate/prove.ts";
export {blocksOf, evaluate, type Evaluation, type StructureLike} from "./evaluate.ts";
export {evaluateNetwork, type Inapplicable, type NetworkEvaluation} from "./evaluateNetwork.ts";
export type {Form, ScoreOptions} from "./form.ts";
export {InfeasibleError, type Binding} from "./infeasible.ts";
export {interpolateLatency, type LatencyTable} from "./latency.ts";
export {latencyOf} from "./latencyOf.ts";
export {madNas} from "./madNas.ts";
export {presets, seedStructures} from "./presets.ts";
export {designProblem, type Constraints, type DesignOptions, type Problem} from "./problem.ts";
export {randomSearch} from "./randomSearch.ts";
export {solve, type Design, type SolveOptions} from "./solve.ts";

/** The trainable network of a structure: text of the authors, short form or items. */
export function toNetwork(structure: StructureLike, options: DeepMadClassifier = {}): Network {
  return deepMad(structure, options);
}
