import {readWeightsFile, type WeightsFile} from "./readWeightsFile.ts";

/** Bytes, or what gives them: a `FileAttachment`, a chosen `File`, an answer of `fetch`. */
export type WeightsSource = Uint8Array | ArrayBuffer | {arrayBuffer(): Promise<ArrayBuffer>};

/**
 * Reads a file of weights, safetensors or a PyTorch checkpoint, told apart by their first bytes:
 * `await exchange.readWeights(FileAttachment("model.pth"))`. Its `tensors` go into `exchange.loadWeights`. `part` names the
 * state dict of a checkpoint that holds several. A checkpoint is a pickle, which is interpreted and never run; prefer
 * safetensors where there is a choice. Rejects with an ExchangeError that names what is wrong.
 */
export async function readWeights(source: WeightsSource, options: {part?: string} = {}): Promise<WeightsFile> {
  const bytes = "arrayBuffer" in source ? await source.arrayBuffer() : source;
  return readWeightsFile(bytes, options);
}
