import {makeBatch, type Batch} from "../../data/batch.ts";
import type {Normalisation} from "../../data/normalisation.ts";
import type {Splits} from "../../data/split.ts";
import {formatShape, size, type Shape} from "../../graph/shape.ts";
import {TrainingError} from "../error.ts";
import type {Samples} from "./samples.ts";

/** The most images that are looked at in one request. */
const most = 2048;

/** The images that a request names, normalised as in training. Throws a TrainingError that says what would do. */
export function samplesOf(samples: Samples, splits: Splits | null, shape: Shape, normalisation: Normalisation): Batch {
  if (typeof samples !== "object" || samples === null)
    throw new TrainingError(`invalid samples: ${String(samples)}; expected {indices} or {pixels}`, "samples");
  if ("pixels" in samples) {
    const {pixels} = samples;
    const count = pixels?.length / size(shape);
    if (!(Number.isInteger(count) && count > 0 && count <= most))
      throw new TrainingError(
        `invalid pixels: ${pixels?.length} values; expected some images of ${formatShape(shape)}`,
        "samples"
      );
    return makeBatch({count, shape, pixels, labels: new Int32Array(count)}, range(count), normalisation);
  }
  const {split = "test", indices} = samples;
  if (!(Array.isArray(indices) && indices.length > 0 && indices.length <= most))
    throw new TrainingError(`invalid indices; expected 1 to ${most} places in the ${split} images`, "samples");
  const of = splits?.[split];
  if (!of) throw new TrainingError(`unknown split: ${String(split)}; expected train or test`, "samples");
  const wrong = indices.find(
    (index: unknown) => !(Number.isInteger(index) && Number(index) >= 0 && Number(index) < of.count)
  );
  if (wrong !== undefined)
    throw new TrainingError(`invalid index: ${String(wrong)}; there are ${of.count} ${split} images`, "samples");
  return makeBatch(of, indices as number[], normalisation);
}

function range(count: number): number[] {
  return Array.from({length: count}, (_, i) => i);
}
