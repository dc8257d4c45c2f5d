import {deepMadKinds, type DeepMadKind} from "../../blocks/deepMad/options.ts";
import {NetworkError} from "../../graph/errors.ts";
import {flag, integer, integers, keyword, known, positive} from "../../graph/options.ts";
import {readBudget, type Budget, type BudgetName} from "./budget.ts";
import {scoreForm, stageWeights, type ScoreForm, type ScoreOptions} from "../score/form.ts";
import type {LatencyTable} from "../latency/latency.ts";

/** What a person may demand besides the budgets. Widths and bottlenecks are multiples of 8. */
export interface Constraints {
  /** Channels of the stem, [least, most]. */
  readonly stem?: readonly [number, number];
  /** The most channels of a super block. */
  readonly width?: number;
  /** The most by which a super block may widen what it reads; no bound if absent. */
  readonly growth?: number;
  /** Bottleneck over width, [least, most], each rounded to a multiple of 8; one number fixes it. */
  readonly expansion?: number | readonly [number, number];
  /** Sides of kernels to choose from. */
  readonly kernels?: readonly number[];
  /** The fewest blocks of each super block, one number for all or one each. */
  readonly least?: number | readonly number[];
  /** The most blocks of each super block, one number for all or one each. */
  readonly most?: number | readonly number[];
  /** Whether widths never shrink; true. */
  readonly monotone?: boolean;
}

export interface DesignOptions extends ScoreOptions {
  /** The most that it may cost, each cost by name: `{params: 3e5}`. */
  readonly budget: Budget;
  /** The most effectiveness: rho0, 0.3 unless told otherwise. */
  readonly rho?: number;
  /** The kind of block of all super blocks, or one each. */
  readonly blocks?: DeepMadKind | readonly DeepMadKind[];
  /** Strides of the stem and the super blocks, 1 or 2; the published ones of the kind if absent. */
  readonly stages?: readonly number[];
  /** Channels of a 1×1 head after them, or 0 for none. */
  readonly head?: number;
  /** Channels of the image. */
  readonly channels?: number;
  /** Bounds on widths, kernels and depths. */
  readonly constraints?: Constraints;
  /** Milliseconds of convolutions, measured; wanted for a budget of latency. */
  readonly latency?: LatencyTable;
}

/** A problem in its one form, as the solver reads it; plain data. */
export interface Problem {
  readonly budget: Readonly<Partial<Record<BudgetName, number>>>;
  readonly rho: number;
  readonly kinds: readonly DeepMadKind[];
  readonly strides: readonly number[];
  readonly head: number;
  readonly channels: number;
  readonly form: ScoreForm;
  readonly stem: readonly [number, number];
  readonly width: number;
  readonly growth: number;
  readonly expansion: readonly (readonly [number, number])[];
  readonly kernels: readonly (readonly number[])[];
  readonly least: readonly number[];
  readonly most: readonly number[];
  readonly monotone: boolean;
  readonly latency: LatencyTable | undefined;
}

/** The space that the presets are searched in, by kind. */
const spaces = {
  K1KXK1: {strides: [2, 2, 2, 2, 1, 2], head: 0, stem: 8, width: 2048, expansion: [0.1, 1], kernels: [3, 5]},
  K1DWSEK1: {strides: [2, 2, 2, 2, 2, 1], head: 1792, stem: 16, width: 1280, expansion: [1.5, 6], kernels: [3, 5, 7]},
  K1DWK1: {strides: [2, 1, 2, 2, 2, 2], head: 1280, stem: 8, width: 1280, expansion: [1.5, 6], kernels: [3, 5]},
  K1KX: {strides: [2, 2, 2, 2, 1, 2], head: 0, stem: 8, width: 2048, expansion: [0.1, 1], kernels: [3, 5]},
  KXKX: {strides: [2, 2, 2, 2, 1, 2], head: 0, stem: 8, width: 2048, expansion: [0.1, 1], kernels: [3, 5]}
} as const;

/** The options of a problem; a search has others besides. */
export const designOptionNames = [
  "budget",
  "rho",
  "blocks",
  "stages",
  "head",
  "channels",
  "constraints",
  "latency",
  "form",
  "alpha",
  "beta",
  "depths",
  "image",
  "entropyImage",
  "exponents"
] as const satisfies readonly (keyof DesignOptions)[];

const constraintNames = ["stem", "width", "growth", "expansion", "kernels", "least", "most", "monotone"] as const;

/** The most blocks of a super block where nothing says another. */
const deepest = 99;

/** Reads what a person may write. Throws a NetworkError that names the option. */
export function designProblem(options: DesignOptions): Problem {
  known(options, "design", designOptionNames);
  const constraints = (options.constraints ?? {}) as Constraints;
  known(constraints, "constraints", constraintNames);
  const kindsGiven = options.blocks ?? "K1KXK1";
  const first = keyword("blocks", typeof kindsGiven === "string" ? kindsGiven : kindsGiven[0], deepMadKinds);
  const space = spaces[first];
  const strides = integers("stages", options.stages ?? space.strides);
  const count = strides.length - 1;
  if (count < 1 || strides.some((stride) => stride > 2))
    throw new NetworkError(
      `invalid stages: ${strides.join(", ")}; expected strides 1 or 2 of the stem and super blocks`
    );
  const kinds =
    typeof kindsGiven === "string"
      ? Array<DeepMadKind>(count).fill(first)
      : kindsGiven.map((kind) => keyword("blocks", kind, deepMadKinds));
  if (kinds.length !== count)
    throw new NetworkError(`invalid blocks: ${kinds.length} kinds; stages has ${count} super blocks`);
  const form = scoreForm(options);
  const total = strides.reduce((product, stride) => product * stride, 1);
  if (form.image % total)
    throw new NetworkError(`invalid image: ${form.image}; expected a multiple of the total stride ${total}`);
  const head = integer("head", options.head ?? space.head, 0);
  stageWeights(form.alpha, strides.filter((stride, i) => i === 0 || stride === 2).length);
  const width = Math.min(integer("width", constraints.width ?? space.width, 8), head || Infinity);
  const stem = range("stem", constraints.stem ?? [space.stem, 32]);
  const fixed = typeof constraints.expansion === "number" ? [constraints.expansion, constraints.expansion] : undefined;
  const given = fixed ?? (constraints.expansion as readonly [number, number] | undefined);
  const kernels = constraints.kernels && integers("kernels", constraints.kernels);
  if (kernels?.some((kernel) => kernel % 2 === 0) || kernels?.length === 0)
    throw new NetworkError(`invalid kernels: ${kernels.join(", ") || "none"}; expected odd numbers`);
  const least = each("least", constraints.least ?? 1, count);
  const most = each(
    "most",
    constraints.most ?? least.map((depth, j) => (j === 0 ? Math.max(3, depth) : deepest)),
    count
  );
  for (let j = 0; j < count; ++j)
    if (least[j] > most[j])
      throw new NetworkError(`invalid depths: at least ${least[j]} and at most ${most[j]} (super block ${j + 1})`);
  return {
    budget: readBudget(options.budget, options.latency !== undefined),
    rho: positive("rho", options.rho ?? 0.3),
    kinds,
    strides,
    head,
    channels: integer("channels", options.channels ?? 3),
    form,
    stem,
    width: 8 * Math.floor(width / 8),
    growth: constraints.growth === undefined ? Infinity : positive("growth", constraints.growth),
    expansion: kinds.map((kind) => {
      const [low, high] = given ?? spaces[kind].expansion;
      if (!(low > 0 && high >= low))
        throw new NetworkError(`invalid expansion: ${low}, ${high}; expected [least, most]`);
      return [low, high];
    }),
    kernels: kernelChoices(kinds, strides, form.image, kernels),
    least,
    most,
    monotone: flag("monotone", constraints.monotone ?? true),
    latency: options.latency
  };
}

/** A kernel may be at most two thirds of the side that it reads. */
function kernelChoices(
  kinds: readonly DeepMadKind[],
  strides: readonly number[],
  image: number,
  given: readonly number[] | undefined
): readonly (readonly number[])[] {
  let side = image / strides[0];
  return kinds.map((kind, j) => {
    const choices = [...new Set<number>(given ?? spaces[kind].kernels)].sort((a, b) => a - b);
    const fitting = choices.filter((kernel) => 1.5 * kernel <= side);
    if (!fitting.length)
      throw new NetworkError(`no kernel fits: ${choices.join(", ")} on side ${side} (super block ${j + 1})`);
    side /= strides[j + 1];
    return fitting;
  });
}

function range(name: string, value: readonly [number, number]): readonly [number, number] {
  const [low, high] = [8 * Math.ceil(integer(name, value[0]) / 8), 8 * Math.floor(integer(name, value[1]) / 8)];
  if (low > high)
    throw new NetworkError(`invalid ${name}: ${value.join(", ")}; expected [least, most] with a multiple of 8 between`);
  return [low, high];
}

function each(name: string, value: number | readonly number[], count: number): readonly number[] {
  const list = typeof value === "number" ? Array<number>(count).fill(value) : value;
  if (list.length !== count)
    throw new NetworkError(`invalid ${name}: ${list.length} numbers; there are ${count} super blocks`);
  return integers(name, list);
}
