import {readSafetensors} from "../../../kernels/exchange/safetensors/read.ts";
import {writeSafetensors} from "../../../kernels/exchange/safetensors/write.ts";
import {parametersOf, type Weights} from "../../../kernels/graph/weights.ts";
import {networkFromDescription} from "../../../kernels/ops/describe.ts";
import {loadWeights} from "../../../kernels/exchange/loadWeights.ts";
import type {State} from "../../../kernels/training/state.ts";
import {showBytes} from "../panels/describe.ts";
import {html} from "../pictures/html.ts";

export type Download = (name: string, bytes: Uint8Array<ArrayBuffer>) => void;

/**
 * A button that offers the weights of a run as a safetensors file under their PyTorch keys. What was written is read again
 * and compared with the weights and with the network, bit for bit and key by key, before the file is offered.
 */
export function createSaveWeights(download: Download) {
  const button = html`<button type="button"></button>` as HTMLButtonElement;
  const words = html`<span class="save-words" aria-live="polite"></span>`;
  const element = html`<div class="save">${button}${words}</div>`;
  let latest: State | undefined;
  let file = "weights.safetensors";
  let busy = false;

  button.addEventListener("click", async () => {
    if (!latest || busy) return;
    busy = true;
    words.textContent = "writing…";
    try {
      const weights = await latest.run.model();
      const bytes = checkedFile(weights, latest);
      download(file, bytes);
      words.textContent = `${weights.size} tensors, ${showBytes(bytes.length)}, read again and compared`;
    } catch (error) {
      words.textContent = error instanceof Error ? error.message : String(error);
    } finally {
      busy = false;
    }
  });

  return (state: State, {name = file}: {name?: string} = {}): HTMLElement => {
    latest = state;
    file = name.endsWith(".safetensors") ? name : `${name}.safetensors`;
    const title = `Save ${file}`;
    if (button.textContent !== title) button.textContent = title;
    const ready = state.step > 0;
    if (button.disabled === ready) {
      button.disabled = !ready;
      words.textContent = ready ? "" : "nothing was trained yet";
    }
    return element;
  };
}

/** The file, after the proof that it holds these weights and fits the run's network. Throws an Error that names the fault. */
export function checkedFile(weights: Weights, {run, step}: Pick<State, "run" | "step">): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(
    writeSafetensors(weights, {format: "pt", fingerprint: run.fingerprint, step: String(step)})
  );
  const {tensors} = readSafetensors(bytes);
  for (const [key, {shape, data}] of weights) {
    const found = tensors.get(key);
    if (!found || String(found.shape) !== String(shape) || !sameBits(found.data, data))
      throw new Error(`what was written is not what was trained (${key}); the file is not offered`);
  }
  const network = networkFromDescription(run.plan.network);
  loadWeights(network, bytes);
  if (tensors.size !== parametersOf(network).length)
    throw new Error("the file does not hold every parameter; it is not offered");
  return bytes;
}

function sameBits(a: ArrayBufferView, b: ArrayBufferView): boolean {
  if (a.byteLength !== b.byteLength) return false;
  const [x, y] = [a, b].map((view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  return x.every((byte, i) => byte === y[i]);
}
