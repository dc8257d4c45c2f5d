// What is done with the weights of a network, by the short names that cells find under `weights`.
export {loadWeights as load} from "./loadWeights.ts";
export {readWeightsFile as read} from "./readWeightsFile.ts";
export {initialWeights as initial} from "../graph/initialise.ts";
export {parameterCount as count, parametersOf as parameters} from "../graph/weights.ts";
