import type {Value} from "../../graph/trace.ts";

/** One structural number of a family's members. */
export interface Gene {
  /** The option that it stands in; several genes of one name are the entries of a list, one a stage. */
  readonly name: string;
  /** What it may be, ascending. */
  readonly values: readonly number[];
}

/** Shown the pieces of a member in order: a block, how often it stands in a row, and a key of its kind and options. */
export type Visit = (key: number, times: number, block: (x: Value) => Value) => void;

/** A family of networks, as the search knows it: its members are made of pieces that the library itself writes. */
export interface Family<O extends object> {
  readonly genes: readonly Gene[];
  /** Whether these values, one a gene, are a member by the rules of the papers; blocks refuse others themselves. */
  fits(values: Numbers): boolean;
  pieces(values: Numbers, visit: Visit): void;
  /** Blocks of each stage, which the penalty compares. */
  depths(values: Numbers): readonly number[];
  /** A member in the words of its factory. */
  options(values: Numbers): O;
  /** The values of a member, inside the genes' ranges or not. */
  values(options: O): Numbers;
  /** Members to begin from. */
  readonly published: readonly O[];
}

export type Numbers = Readonly<ArrayLike<number>>;

/** A key of a kind of block and up to three of its options, each below 4096. */
export function keyOf(kind: number, a = 0, b = 0, c = 0): number {
  return ((kind * 4096 + a) * 4096 + b) * 4096 + c;
}
