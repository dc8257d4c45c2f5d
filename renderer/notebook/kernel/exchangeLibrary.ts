// Files that other programs read and write.
export {readSafetensors} from "../../../kernels/exchange/safetensors/read.ts";
export {readWeights} from "./readWeights.ts";
export {writeSafetensors} from "../../../kernels/exchange/safetensors/write.ts";
export {loadWeights} from "../../../kernels/exchange/loadWeights.ts";
export {edgeNeXtTimm, mgicAuthors, renameKeys} from "../../../kernels/exchange/keyMaps/index.ts";
