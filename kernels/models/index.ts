export {waveMix, type WaveMixClassifier} from "./waveMix.ts";
export {waveMixSegmenter, type WaveMixSegmenter} from "./waveMixSegmenter.ts";
export {waveMixSuperResolver, type WaveMixSuperResolver} from "./waveMixSuperResolver.ts";
export {publishedWaveMix, waveMixConfigurations, type WaveMixConfiguration} from "./waveMixConfigurations.ts";
export {deepMad, type DeepMadClassifier} from "./deepMad/deepMad.ts";
export {deepMadConfigurations, type DeepMadConfiguration} from "./deepMad/published.ts";
