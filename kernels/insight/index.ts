// What is read from a network or an array alone; a run answers questions of its own.
export {costTable, totalCost, nodeCosts} from "./costs.ts";
export {conventions} from "./conventions.ts";
export {receptiveField, fieldSizes} from "./field.ts";
export {subbands, reconstruct} from "./subbands.ts";
export {toPlanes, planeOf} from "./plane.ts";
export {
  attentionParts,
  blockDiagonal,
  entrySource,
  gradCam,
  mapEntropy,
  queryKeyAgreement,
  tokenNorms,
  weightReceived
} from "./attention.ts";
