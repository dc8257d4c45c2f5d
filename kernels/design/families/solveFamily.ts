import {known} from "../../graph/options.ts";
import {turns} from "../../graph/turn.ts";
import {effortNames, explore, type Effort, type Standing} from "../search/search.ts";
import type {SolveSurroundings} from "../search/solve.ts";
import {evaluateMember, type MemberEvaluation} from "./evaluateMember.ts";
import {familyOptionNames, familyProblem, type FamilyProblem, type FamilyProblemOptions} from "./familyProblem.ts";
import {familyTerrain, type FamilyTerrain} from "./familyTerrain.ts";
import type {FamilyMembers, FamilyName, Member} from "./member.ts";

export interface FamilyOptions<F extends FamilyName = FamilyName> extends FamilyProblemOptions<F>, Effort {
  /** A member to go on from, in the words of its factory: a short warm start comes first. */
  readonly from?: FamilyMembers[F];
}

/** A member of a family that a search found, with everything that is said of it: read off the network that it is. */
export interface FamilyDesign<F extends FamilyName = FamilyName> extends Member<F>, MemberEvaluation {
  /** The start that the search is in, from 0; −1 before the first. */
  readonly start: number;
  /** How much of the search is done. */
  readonly fraction: number;
  readonly done: boolean;
}

/** Starts, and candidates of each, if nothing is said: a few seconds. */
const effort = {starts: 12, moves: 200_000};

/** As `solve`, for a family. */
export async function* solveFamily<F extends FamilyName>(
  options: FamilyOptions<F>,
  {signal, turn = turns()}: SolveSurroundings = {}
): AsyncGenerator<FamilyDesign<F>, void> {
  signal?.throwIfAborted();
  known(options, "design.solve", [...familyOptionNames, ...effortNames, "from"]);
  const {starts = effort.starts, moves = effort.moves, seed, from, ...rest} = options;
  const problem = familyProblem(rest as FamilyProblemOptions);
  const terrain = familyTerrain(problem);
  const point = from && terrain.nearest(problem.family.values(from));
  const steps = explore(terrain, {starts, moves, seed}, point);
  let shown: Standing | undefined;
  for (;;) {
    const {value, done = false} = steps.next();
    if (done || !shown || value.score > shown.score || value.start !== shown.start) {
      shown = value;
      yield designOf<F>(problem, terrain, value, done);
    }
    if (done) return;
    await turn();
    signal?.throwIfAborted();
  }
}

function designOf<F extends FamilyName>(
  {name, family, form: {form, alpha, beta, exponents}}: FamilyProblem,
  {valuesAt}: FamilyTerrain,
  {point, start, fraction}: Standing,
  done: boolean
): FamilyDesign<F> {
  const member = {family: name as F, options: family.options(valuesAt(point)) as FamilyMembers[F]};
  const value = evaluateMember(member, {form: form as "fixed" | "paper", alpha, beta, exponents});
  return {...member, ...value, start, fraction, done};
}
