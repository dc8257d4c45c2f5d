export {waveMix, type WaveMixClassifier} from "./waveMix.ts";
export {waveMixSegmenter, type WaveMixSegmenter} from "./waveMixSegmenter.ts";
export {waveMixSuperResolver, type WaveMixSuperResolver} from "./waveMixSuperResolver.ts";
export {publishedWaveMix, waveMixConfigurations, type WaveMixConfiguration} from "./waveMixConfigurations.ts";
