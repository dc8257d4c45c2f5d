import {findNode} from "../../../../kernels/graph/find.ts";
import type {Network} from "../../../../kernels/graph/network.ts";
import {size} from "../../../../kernels/graph/shape.ts";
import {
  attentionParts,
  blockDiagonal,
  entrySource,
  gradCam,
  gradCamWeights,
  mapEntropy,
  queryKeyAgreement,
  tokenNorms,
  weightReceived
} from "../../../../kernels/insight/attention.ts";
import {numberOf, type ReferenceCase} from "../../case.ts";
import type {Answer} from "../../compute.ts";
import {tailOf} from "../../tail.ts";
import type {Adapted, Adapter, Ask} from "../adapter.ts";
import {attentionOf, build, mapOf, stagesOf} from "./net.ts";

/** The pictures of a small network: maps of each SDTA encoder, and Grad-CAM at each stage for one class. */
export const viz: Adapter = (reference): Adapted => {
  const network = build(reference);
  const encoders = attentionOf(network);
  const stages = stagesOf(network);
  return {
    network,
    input: "map",
    cotangents: [oneHot(reference, network)],
    taps: new Map(encoders.map((path) => [`${path}.attn`, mapOf(path)])),
    looks: [...encoders.flatMap((path) => [`${path}.xca.qkv`, `${path}.xca.mixed`]), ...stages],
    derive: async (answer, ask) => {
      const pictures = new Map<string, Float32Array>();
      for (const path of encoders)
        for (const [name, values] of Object.entries(ofEncoder(network, path, answer)))
          pictures.set(`${path}.${name}`, values);
      for (const [i, path] of stages.entries())
        for (const [name, values] of Object.entries(await ofStage(reference, network, path, answer, ask)))
          pictures.set(`${name}.${i}`, values);
      return pictures;
    }
  };
};

/** The gradient of the case is of one logit. */
function oneHot(reference: ReferenceCase, {outputs: [output]}: Network): Float32Array {
  const direction = new Float32Array(size(output.shape));
  direction[numberOf(reference.config, "target")] = 1;
  return direction;
}

function ofEncoder(network: Network, path: string, {taps}: Answer): Record<string, Float32Array> {
  const [channels, width] = findNode(network, mapOf(path)).shape;
  const heads = channels / width;
  const map = taps.get(mapOf(path))!;
  const parts = attentionParts(taps.get(`${path}.xca.qkv`)!, channels);
  return {
    block_diagonal: blockDiagonal(map, channels),
    norm_q: tokenNorms(parts.queries, channels, heads),
    norm_k: tokenNorms(parts.keys, channels, heads),
    norm_v: tokenNorms(parts.values, channels, heads),
    norm_out: tokenNorms(taps.get(`${path}.xca.mixed`)!, channels, heads),
    qk_product: queryKeyAgreement(parts, channels, heads),
    pair_0_1: entrySource(parts, channels, heads, [0, 1]),
    received: weightReceived(map, channels),
    entropy: mapEntropy(map, channels)
  };
}

/** F is what the stage gives, its gradient that of the network behind the stage. */
async function ofStage(
  reference: ReferenceCase,
  network: Network,
  path: string,
  answer: Answer,
  ask: Ask
): Promise<Record<string, Float32Array>> {
  const [channels] = findNode(network, path).shape;
  const map = answer.taps.get(path)!;
  const {gradients} = await ask({
    network: tailOf(network, path),
    input: map,
    cotangents: [oneHot(reference, network)]
  });
  const gradient = gradients.get("input")!;
  return {gradcam: gradCam(map, gradient, channels), gradcam_weights: gradCamWeights(gradient, channels)};
}
