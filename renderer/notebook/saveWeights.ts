import {readSafetensors} from "../../kernels/exchange/safetensors/read.ts";
import {writeSafetensors} from "../../kernels/exchange/safetensors/write.ts";
import type {Weights} from "../../kernels/graph/weights.ts";
import type {State} from "../../kernels/training/state.ts";
import {html} from "./pictures/html.ts";
import {formatBytes, formatCount} from "./pictures/numbers.ts";

export interface SaveWeightsOptions {
  /** The file's name; default `weights.safetensors`. */
  name?: string;
  /** Hands the file to the person. */
  offer: (name: string, bytes: Uint8Array<ArrayBuffer>) => void;
}

/**
 * A button that saves the weights of a run as safetensors, under their PyTorch keys. The bytes are read again and compared
 * with the weights, value by value, before they are offered; a difference is said and nothing is offered.
 */
export function saveWeights(
  {run, step}: State,
  {name = "weights.safetensors", offer}: SaveWeightsOptions
): HTMLElement {
  const button = html`<button type="button">Save weights</button>` as HTMLButtonElement;
  const said = html`<span role="status"
    >${step ? `as they are after ${formatCount(step)} steps` : "the random start; nothing has been trained yet"}</span
  >`;
  button.addEventListener("click", async () => {
    button.disabled = true;
    said.textContent = "writing and reading back";
    try {
      const weights = await run.model();
      const bytes = provenSafetensors(weights, {fingerprint: run.fingerprint, step: String(step)});
      offer(name, bytes);
      said.textContent = `${name}: ${formatCount(weights.size)} tensors, ${formatBytes(bytes.length)}; read back and equal`;
    } catch (error) {
      said.textContent = error instanceof Error ? error.message : String(error);
      said.setAttribute("role", "alert");
    } finally {
      button.disabled = false;
    }
  });
  return html`<div class="save-weights">${button} ${said}</div>`;
}

/** The weights as safetensors, proved by reading them again. Throws an Error that names the first tensor that differs. */
export function provenSafetensors(
  weights: Weights,
  metadata: Readonly<Record<string, string>>
): Uint8Array<ArrayBuffer> {
  const bytes = writeSafetensors(weights, metadata) as Uint8Array<ArrayBuffer>;
  const {tensors} = readSafetensors(bytes);
  for (const [key, {data, shape}] of weights) {
    const back = tensors.get(key);
    // NaN equals itself here: what was trained is what is saved, also where it went wrong
    const same =
      back &&
      back.shape.join() === shape.join() &&
      data.every((value, i) => Object.is(Number(value), Number(back.data[i])));
    if (!same) throw new Error(`the file does not give back what was trained (${key}); nothing was saved`);
  }
  return bytes;
}
