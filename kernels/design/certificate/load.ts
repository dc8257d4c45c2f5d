import type {Highs} from "highs";

let loaded: Promise<Highs> | undefined;

/** HiGHS in WebAssembly, loaded once; `wasm` is the address of its highs.wasm, in Node that of the package if absent. */
export function loadHighs(wasm?: string): Promise<Highs> {
  return (loaded ??= import("highs").then(({default: load}) =>
    load(wasm === undefined ? {} : {locateFile: () => wasm})
  ));
}
