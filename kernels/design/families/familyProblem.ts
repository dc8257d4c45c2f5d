import {NetworkError} from "../../graph/errors.ts";
import {integer, integers, keyword, known, positive} from "../../graph/options.ts";
import type {Shape} from "../../graph/shape.ts";
import {scoreForm, type ScoreForm} from "../score/form.ts";
import {edgeNeXtFamily, type EdgeNeXtConstraints} from "./edgeNeXt.ts";
import type {FamilyScoreOptions} from "./evaluateMember.ts";
import type {Family} from "./family.ts";
import {familyName, type FamilyName} from "./member.ts";
import {mgicFamily, type MgicConstraints} from "./mgic.ts";
import {waveMixFamily, type WaveMixConstraints} from "./waveMix.ts";

/** What members of each family may be. */
export interface FamilyConstraints {
  readonly waveMix: WaveMixConstraints;
  readonly mgic: MgicConstraints;
  readonly edgeNeXt: EdgeNeXtConstraints;
}

/** Upper bounds of the whole network, its classifier included; a value equal to its bound is within. */
export interface FamilyBudget {
  /** Trainable numbers. */
  readonly params?: number;
  /** Multiply-accumulates of one image. */
  readonly macs?: number;
  /** Layers of the main path, as the family counts them. */
  readonly layers?: number;
  /** Bytes held for the backward pass of one image. */
  readonly activationMemory?: number;
}
export const familyBudgetNames = ["params", "macs", "layers", "activationMemory"] as const;

/** A design problem of one family. */
export interface FamilyProblemOptions<F extends FamilyName = FamilyName> extends FamilyScoreOptions {
  readonly family: F;
  readonly budget: FamilyBudget;
  /** Channels, height and width of one image; those of the family's factory if absent. */
  readonly image?: Shape;
  /** 1000 if absent, as in the factories. */
  readonly classes?: number;
  /**
   * The most effectiveness. About that of published members if absent, since families count their layers differently: 0.45 for
   * WaveMix, 1.6 for MGIC, 0.77 for EdgeNeXt.
   */
  readonly rho?: number;
  /** The family's own ranges and rules. */
  readonly constraints?: FamilyConstraints[F];
}

/** A problem in its one form. */
export interface FamilyProblem {
  readonly name: FamilyName;
  readonly family: Family<object>;
  readonly budget: Readonly<Partial<Record<keyof FamilyBudget, number>>>;
  readonly rho: number;
  readonly form: ScoreForm;
  /** Channels, height and width of one image. */
  readonly image: Shape;
}

const standard = {
  waveMix: {image: [3, 224, 224], rho: 0.45},
  mgic: {image: [3, 224, 224], rho: 1.6},
  edgeNeXt: {image: [3, 256, 256], rho: 0.77}
} as const;

const families = {waveMix: waveMixFamily, mgic: mgicFamily, edgeNeXt: edgeNeXtFamily};

/** Why a budget cannot be kept by a family. */
const refused: Readonly<Record<string, Readonly<Record<FamilyName, string>> | string>> = {
  latencyMs: {
    waveMix: "a latency table times convolutions; it has no wavelet transform and no transposed convolution",
    mgic: "a latency table times dense and depthwise convolutions; it has none of groups",
    edgeNeXt: "a latency table times convolutions; it has no attention, norm or linear map of tokens"
  },
  flops: "the authors' counter of operations is stated for the blocks of DeepMAD; macs would do"
};

/** The options of a family's problem; a search has others besides. */
export const familyOptionNames = [
  "family",
  "budget",
  "image",
  "classes",
  "rho",
  "form",
  "alpha",
  "beta",
  "exponents",
  "constraints"
] as const satisfies readonly (keyof FamilyProblemOptions)[];

/** Reads what a person may write. Throws a NetworkError that names the option. */
export function familyProblem(options: FamilyProblemOptions): FamilyProblem {
  known(options, "design", familyOptionNames);
  const name = familyName(options.family);
  const image = integers("image", options.image ?? standard[name].image);
  if (image.length !== 3)
    throw new NetworkError(`invalid image: ${image.join("×")}; expected [channels, height, width]`);
  const {alpha, beta, exponents} = options;
  const form = keyword("form", options.form ?? "fixed", ["fixed", "paper"] as const);
  return {
    name,
    family: families[name](options.constraints ?? {}, {image, classes: integer("classes", options.classes ?? 1000)}),
    budget: readBudget(options.budget, name),
    rho: positive("rho", options.rho ?? standard[name].rho),
    image,
    form: scoreForm({form, alpha, beta, exponents})
  };
}

function readBudget(raw: FamilyBudget, family: FamilyName): FamilyProblem["budget"] {
  if (typeof raw !== "object" || raw === null) throw new NetworkError("missing budget; expected {params, macs, …}");
  for (const [name, reason] of Object.entries(refused))
    if (Object.hasOwn(raw, name))
      throw new NetworkError(
        `no budget of ${name} for ${family}: ${typeof reason === "string" ? reason : reason[family]}`
      );
  const given = known(raw, "budget", familyBudgetNames);
  const budget: Partial<Record<keyof FamilyBudget, number>> = {};
  for (const name of familyBudgetNames) if (given[name] !== undefined) budget[name] = positive(name, given[name]);
  if (Object.keys(budget).length === 0)
    throw new NetworkError(`empty budget; expected at least one of ${familyBudgetNames.join(", ")}`);
  return budget;
}
