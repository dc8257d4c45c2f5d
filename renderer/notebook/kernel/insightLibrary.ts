// What insight reads from a network or an array alone; questions to a run are added by the library.
export {costTable, totalCost, nodeCosts} from "../../../kernels/insight/costs.ts";
export {conventions} from "../../../kernels/insight/conventions.ts";
export {receptiveField, fieldSizes} from "../../../kernels/insight/field.ts";
export {subbands, reconstruct} from "../../../kernels/insight/subbands.ts";
export {toPlanes, planeOf} from "../../../kernels/insight/plane.ts";
export {
  attentionParts,
  blockDiagonal,
  entrySource,
  gradCam,
  mapEntropy,
  queryKeyAgreement,
  tokenNorms,
  weightReceived
} from "../../../kernels/insight/attention.ts";
