import {PlacedError} from "../graph/placedError.ts";

/** Data that cannot be read or used: the fault, and the file or the option where it lies. */
export class DataError extends PlacedError {
  override name = "DataError";
}
