import {dataset, type Dataset} from "./dataset.ts";

/**
 * 1,797 handwritten digits, 1×8×8, grey values 0 to 16 (Alpaydin and Kaynak, UCI): 1,437 to train on and 360 held out, every
 * class in proportion, by a choice that never changes.
 */
export function digits(): Dataset {
  return dataset({
    id: "digits",
    version: "1",
    title: "Handwritten digits, 8×8",
    shape: [1, 8, 8],
    classes: Array.from({length: 10}, (_, digit) => String(digit)),
    licence: "CC BY 4.0, E. Alpaydin and C. Kaynak, UCI Machine Learning Repository",
    // of the 1,437 training images
    normalisation: {scale: 16, mean: [0.3056], deviation: [0.3762]},
    counts: {train: 1_437, test: 360},
    sha256: "e10d06a3b0797947cc7760887ec9cd94cbd6117eb4fdc11d1cd23f10f7fe6634",
    source: {kind: "csv", url: "/data/digits/digits.csv.gz", shape: [1, 8, 8], maximum: 16, held: 360, seed: 1}
  });
}
