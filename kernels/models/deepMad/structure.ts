import {deepMadKinds, type DeepMadKind} from "../../blocks/deepMad/options.ts";
import {NetworkError} from "../../graph/errors.ts";
import {integer, known} from "../../graph/options.ts";
import {didYouMean} from "../../graph/suggest.ts";

/** A convolution with norm and ReLU: the stem, or the 1×1 head. */
export interface ConvItem {
  readonly class: "ConvKXBNRELU";
  readonly in: number;
  readonly out: number;
  /** Side of the kernel; odd. */
  readonly k: number;
  /** Stride, 1 or 2. */
  readonly s: number;
}

/** L residual blocks of one kind; the first takes the stride and the change of width. */
export interface SuperItem {
  readonly class: `SuperRes${DeepMadKind}`;
  readonly in: number;
  readonly out: number;
  readonly k: number;
  readonly s: number;
  /** Channels b inside each block. */
  readonly btn: number;
  /** Number of blocks. */
  readonly L: number;
}

export type Item = ConvItem | SuperItem;

/** A network as the authors of DeepMAD write it: its items in order, with their own keys. */
export type Structure = readonly Item[];

/** An item as a person may write it: the stride is 1 if absent. */
export type RawItem = (Omit<ConvItem, "s"> & {s?: number}) | (Omit<SuperItem, "s"> & {s?: number});

const classes = ["ConvKXBNRELU", ...deepMadKinds.map((kind) => `SuperRes${kind}` as const)] as const;

export function isSuper(item: Item): item is SuperItem {
  return item.class !== "ConvKXBNRELU";
}

/** The kind of block that a super block repeats. */
export function kindOf(item: SuperItem): DeepMadKind {
  return item.class.slice("SuperRes".length) as DeepMadKind;
}

/**
 * Checks items and gives them their one form. Throws a NetworkError that names the item: an unknown class or key, a number
 * that cannot be, an `in` that is not the width before it. `inner_class` is informational and dropped.
 */
export function structureOf(items: unknown): Structure {
  if (!Array.isArray(items) || items.length === 0)
    throw new NetworkError("invalid structure; expected a list of at least one item");
  const structure = items.map((item, i) => itemOf(item, `item ${i}`));
  for (let i = 1; i < structure.length; ++i)
    if (structure[i].in !== structure[i - 1].out)
      throw new NetworkError(`broken chain: in ${structure[i].in}; item ${i - 1} puts out ${structure[i - 1].out}`, {
        path: `item ${i}`
      });
  return structure;
}

function itemOf(raw: unknown, path: string): Item {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw))
    throw new NetworkError(`invalid item: ${JSON.stringify(raw)}; expected {class, in, out, k, …}`, {path});
  const name = (raw as {class?: unknown}).class;
  const found = classes.find((one) => one === name);
  if (found === undefined)
    throw new NetworkError(
      `unknown class: ${String(name)}${didYouMean(String(name), classes) || `; there are ${classes.join(", ")}`}`,
      {path}
    );
  try {
    const keys = ["class", "in", "out", "k", "s"] as const;
    if (found === "ConvKXBNRELU") {
      const options = known(raw, found, keys);
      return {class: found, ...common(options)};
    }
    const {inner_class: inner, ...rest} = raw as Record<string, unknown>;
    if (inner !== undefined && inner !== found.slice("Super".length))
      throw new NetworkError(`invalid inner_class: ${JSON.stringify(inner)}; ${found} is made of ${found.slice(5)}`);
    const options = known(rest, found, [...keys, "btn", "L"] as const);
    return {class: found, ...common(options), btn: integer("btn", options.btn), L: integer("L", options.L)};
  } catch (error) {
    throw error instanceof NetworkError && !error.path ? new NetworkError(error.fault, {path}) : error;
  }
}

function common({in: input, out, k, s = 1}: {in?: unknown; out?: unknown; k?: unknown; s?: unknown}) {
  const kernel = integer("k", k);
  if (kernel % 2 === 0) throw new NetworkError(`invalid k: ${kernel}; expected an odd number, so that sides stay`);
  const stride = integer("s", s);
  if (stride > 2) throw new NetworkError(`invalid s: ${stride}; expected 1 or 2`);
  return {in: integer("in", input), out: integer("out", out), k: kernel, s: stride};
}
