import {loadWeights} from "../../../kernels/exchange/loadWeights.ts";
import {readWeightsFile} from "../../../kernels/exchange/readWeights.ts";
import {initialWeights} from "../../../kernels/graph/initialise.ts";
import {parameterCount, parametersOf} from "../../../kernels/graph/weights.ts";
import {createSaveWeights, type Download} from "./saveWeights.ts";

/** What one cell finds as `weights`; its button to save stays the same element while the run goes on. */
export function weightLibrary(download: Download) {
  return {
    save: createSaveWeights(download),
    load: loadWeights,
    read: readWeightsFile,
    initial: initialWeights,
    parameters: parametersOf,
    count: parameterCount
  };
}
