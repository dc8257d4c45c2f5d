import * as weights from "../../../kernels/exchange/weights.ts";
import {createSaveWeights, type Download} from "./saveWeights.ts";

/** What one cell finds as `weights`; its button to save stays the same element while the run goes on. */
export function weightLibrary(download: Download) {
  return {...weights, save: createSaveWeights(download)};
}
