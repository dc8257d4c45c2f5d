import {readHeader} from "../../kernels/exchange/safetensors/header.ts";
import {wavelet, waveletNames} from "../../kernels/ops/wavelets/wavelet.ts";

/** The largest difference between our filters and the stored ones, in float64; Infinity if a wavelet is only on one side. */
export function filterDifference(file: Uint8Array): number {
  const {entries, start} = readHeader(file);
  const names = new Set([...entries.keys()].map((key) => key.slice(0, key.lastIndexOf("."))));
  if (names.size !== waveletNames().length) return Infinity;
  let worst = 0;
  for (const [key, {begin, end}] of entries) {
    const stored = new Float64Array(new Uint8Array(file.subarray(start + begin, start + end)).buffer);
    const dot = key.lastIndexOf(".");
    const ours = wavelet(key.slice(0, dot))[key.slice(dot + 1) as "dec_lo" | "rec_lo"];
    if (ours.length !== stored.length) return Infinity;
    for (const [i, tap] of stored.entries()) worst = Math.max(worst, Math.abs(ours[i] - tap));
  }
  return worst;
}
