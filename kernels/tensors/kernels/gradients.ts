import {getGradient, registerGradient} from "@tensorflow/tfjs-core";
import {batchNormGradients} from "./batchNorm.ts";
import {convGradients} from "./conv.ts";
import {depthwiseGradients} from "./depthwise.ts";
import {edgesGradients} from "./edges.ts";
import {geluGradients} from "./gelu.ts";
import {haarGradients} from "./haar.ts";
import {layerNormGradients} from "./layerNorm.ts";
import {linearGradients} from "./linear.ts";
import {maxPoolGradients} from "./maxPool.ts";
import {normaliseGradients} from "./normalise.ts";

const gradients = [
  ...batchNormGradients,
  ...convGradients,
  ...depthwiseGradients,
  ...edgesGradients,
  ...geluGradients,
  ...haarGradients,
  ...layerNormGradients,
  ...linearGradients,
  ...maxPoolGradients,
  ...normaliseGradients
];

/** Registers the gradients of our kernels; they are the same for every backend. May be called again. */
export function registerGradients(): void {
  for (const gradient of gradients) if (!getGradient(gradient.kernelName)) registerGradient(gradient);
}
