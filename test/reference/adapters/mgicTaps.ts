import type {Network} from "../../../kernels/graph/network.ts";

/** Where a single block's taps stand: what comes to each level, what is prolonged, what is corrected, the connector. */
export function mgicTaps({nodes}: Network): ReadonlyMap<string, string> {
  const taps = new Map<string, string>();
  const paths = new Set(nodes.map(({path}) => path));
  const last = (step: number) => ["bnr", "R"].map((name) => `block.mgStep.${step}.${name}`).find((path) => paths.has(path));
  for (let step = 0, path = last(0); path; path = last(++step)) taps.set(`restricted.${step + 1}`, path);
  const levels = taps.size;
  for (let level = 0; level < levels; ++level) {
    const step = `block.mgStep.${2 * levels - level}`;
    taps.set(`error.${level + 1}`, `${step}.error`).set(`corrected.${level}`, `${step}.corrected`);
  }
  // the ResNet family's connector is stored before its rectifier
  const connector = ["block.shortcut.1", "block.shortcut.0"].find((path) => paths.has(path));
  return connector ? taps.set("connector", connector) : taps;
}
