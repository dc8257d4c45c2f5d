import {loadWeights} from "../../../kernels/exchange/loadWeights.ts";
import {networkFromDescription} from "../../../kernels/ops/describe.ts";
import type {State} from "../../../kernels/training/run/state.ts";
import {html} from "../pictures/html.ts";
import {formatBytes, formatCount} from "../pictures/numbers.ts";
import {provenSafetensors} from "../../../kernels/exchange/safetensors/prove.ts";
import {words} from "../../protocol/words.ts";

export type Download = (name: string, bytes: Uint8Array<ArrayBuffer>) => void;

/**
 * Makes `weights.save` of one cell: a button that offers the weights of a run as safetensors, under their PyTorch keys. It
 * is the same element however often the cell runs, as a run's state changes ten times a second and a click takes longer.
 * What was written is read again and compared with the weights, and fitted to the run's network, before it is offered.
 */
export function createSaveWeights(download: Download) {
  const button = html`<button type="button">Save weights</button>` as HTMLButtonElement;
  const status = html`<span role="status"></span>`;
  const element = html`<div class="save-weights">${button} ${status}</div>`;
  let latest: State | undefined;
  let file = "";
  let busy = false;
  let said = -1;

  button.addEventListener("click", async () => {
    if (!latest || busy) return;
    const {run, step} = latest;
    busy = true;
    status.textContent = "writing and reading back";
    try {
      const weights = await run.model();
      const bytes = provenSafetensors(weights, {fingerprint: run.fingerprint, step: String(step)});
      loadWeights(networkFromDescription(run.plan.network), bytes);
      const size = formatBytes(bytes.length); // offering the bytes gives them away
      download(file, bytes);
      status.textContent = `${file}: ${formatCount(weights.size)} tensors, ${size}; read back and equal`;
    } catch (error) {
      status.textContent = words(error);
    } finally {
      busy = false;
    }
  });

  return (state: State, {name = "weights.safetensors"}: {name?: string} = {}): HTMLElement => {
    latest = state;
    file = name;
    if (!busy && state.step !== said)
      status.textContent = state.step
        ? `as they are after ${formatCount(state.step)} steps`
        : "the random start; nothing has been trained yet";
    said = state.step;
    return element;
  };
}
