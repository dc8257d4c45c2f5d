import {PlacedError} from "../graph/placedError.ts";

/** Training that cannot begin or go on: the fault, and the option, block or file where it lies. */
export class TrainingError extends PlacedError {
  override name = "TrainingError";
}
