import {setBackend} from "@tensorflow/tfjs-core";
import {results} from "./compare.ts";
import {cases} from "./cases.ts";

/** The names of the cases among `names` whose results differ in any bit between two runs. */
export async function repeated(backend: string, names: string[]): Promise<string[]> {
  await setBackend(backend);
  const different: string[] = [];
  for (const name of names) {
    const one = cases.find((one) => one.name === name);
    if (!one) throw new Error(`unknown case: ${name}`);
    const [first, second] = [await results(one), await results(one)];
    if (first.some((values, k) => values.some((value, i) => !Object.is(value, second[k]![i])))) different.push(name);
  }
  return different;
}

/** Cases that sum over many positions. */
export const sums = [
  "conv 3×3 padded, 8 → 12",
  "transposed conv 4×4 stride 2, 12 → 8",
  "depthwise 3×3 padded, 8 channels",
  "batch norm 4×28×28×4",
  "layer norm 3×50×33",
  "linear 4×28×28×4 → 8",
  "channel sum 4×28×28×4",
  "product 1×300 · 300×2"
];
