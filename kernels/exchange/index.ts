// Files that other programs read and write.
export {loadWeights, type LoadedWeights, type LoadOptions, type LoadReport} from "./loadWeights.ts";
export {edgeNeXtTimm, mgicAuthors, renameKeys, type KeyMap} from "./keyMaps/index.ts";
export {writeOnnx} from "./onnx/write.ts";
export {readWeights, type WeightsSource} from "./readWeights.ts";
export {readSafetensors} from "./safetensors/read.ts";
export {writeSafetensors} from "./safetensors/write.ts";
export {writeTorch} from "./torch/write.ts";
