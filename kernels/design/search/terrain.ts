import type {Random} from "../../graph/random.ts";
import type {Evaluator} from "./evaluator.ts";
import type {Point} from "./space.ts";

/** A small change of a point: [index, change], or [index, the new value] where it is set. */
export type Exchange = readonly [index: number, by: number, set: boolean];

/** What a search walks over: which points there are, what they are worth, and how they may be changed. */
export interface Terrain {
  contains(point: Point): boolean;
  readonly evaluator: Evaluator;
  /** A function that changes a point in place by one elementary move at random; it may leave the terrain. */
  moves(random: Random): (point: Point) => void;
  /** The changes of which a polish tries all pairs. */
  readonly exchanges: readonly Exchange[];
  /** Temperatures of the annealing at its start and end, over the best score, where others than the usual suit it. */
  readonly heat?: readonly [number, number];
  /** Points to begin a repair from. */
  readonly templates: readonly Point[];
  /** The bounds by the names of the evaluator's constraints. */
  readonly bounds: Readonly<Record<string, number>>;
  /** The point with the least of a constraint; undefined where it is not known. */
  cheapest(constraint: string): Point | undefined;
  /** The same with one bound multiplied. */
  relaxed(constraint: string, factor: number): Terrain;
}
