import {NetworkError} from "../graph/errors.ts";
import {didYouMean} from "../graph/suggest.ts";

/** The options of a configuration, given by its name or as they are, with others in the place of some. */
export function named<O extends object>(
  model: string,
  table: Readonly<Record<string, O>>,
  name: string | O,
  others: O
): O {
  if (typeof name === "object") return {...name, ...others};
  if (!Object.hasOwn(table, name)) {
    const names = Object.keys(table);
    throw new NetworkError(`unknown ${model}: ${name}${didYouMean(name, names) || `; there are ${names.join(", ")}`}`);
  }
  return {...table[name], ...others};
}
