import {NetworkError} from "../../graph/errors.ts";
import {didYouMean} from "../../graph/suggest.ts";
import {filterTable} from "./filterTable.ts";

/** The four filters of a discrete wavelet, of one even length, in convolution order; names as in PyWavelets. */
export interface Wavelet {
  readonly name: string;
  readonly dec_lo: Float64Array;
  readonly dec_hi: Float64Array;
  readonly rec_lo: Float64Array;
  readonly rec_hi: Float64Array;
}

const made = new Map<string, Wavelet>();

/**
 * A discrete wavelet of PyWavelets by its name: haar, db1…38, sym2…20, coif1…17, bior*, rbio*, dmey. Throws a NetworkError
 * on any other name.
 */
export function wavelet(name: string): Wavelet {
  let known = made.get(name);
  if (known === undefined) {
    if (!waveletNames().includes(name))
      throw new NetworkError(
        `unknown wavelet: ${name}${didYouMean(name, waveletNames()) || "; haar, db2, sym4, coif1 and bior2.4 are examples"}`
      );
    made.set(name, (known = {name, ...filters(name)}));
  }
  return known;
}

/** The names that `wavelet` knows, haar first, families together. */
export function waveletNames(): readonly string[] {
  names ??= [
    "haar",
    ...[...filterTable().keys()].flatMap((name) => (name.startsWith("bior") ? [name, `rbio${name.slice(4)}`] : [name]))
  ];
  return names;
}
let names: readonly string[] | undefined;

/**
 * Orthogonal families: dec_lo is rec_lo reversed. rbio is bior with analysis and synthesis exchanged and reversed. For all:
 * dec_hi[k] = −(−1)^k · rec_lo[k], rec_hi[k] = (−1)^k · dec_lo[k].
 */
function filters(name: string): Omit<Wavelet, "name"> {
  const table = filterTable();
  let dec_lo: Float64Array;
  let rec_lo: Float64Array;
  if (name.startsWith("rbio")) {
    const [analysis, synthesis] = table.get(`bior${name.slice(4)}`)!;
    [dec_lo, rec_lo] = [synthesis.toReversed(), analysis.toReversed()];
  } else {
    const stored = table.get(name === "haar" ? "db1" : name)!;
    rec_lo = stored[stored.length - 1];
    dec_lo = stored.length === 2 ? stored[0] : rec_lo.toReversed();
  }
  return {
    dec_lo,
    dec_hi: rec_lo.map((tap, k) => (k % 2 ? tap : -tap)),
    rec_lo,
    rec_hi: dec_lo.map((tap, k) => (k % 2 ? -tap : tap))
  };
}
