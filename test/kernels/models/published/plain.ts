import type {Network} from "../../../../kernels/graph/network.ts";
import {models} from "../../library.ts";

/** Trainable numbers with 1000 classes, and G of multiply-adds at 224×224 as torchvision's model table prints them. */
export const plainNetworks: readonly (readonly [string, () => Network, parameters: number, macs: string])[] = [
  ["ResNet-18", () => models.resNet("18"), 11689512, "1.814"],
  ["ResNet-34", () => models.resNet("34"), 21797672, "3.664"],
  ["ResNet-50", () => models.resNet("50"), 25557032, "4.089"],
  ["ResNet-101", () => models.resNet("101"), 44549160, "7.801"],
  ["ResNet-152", () => models.resNet("152"), 60192808, "11.514"],
  ["MobileNetV2", () => models.mobileNetV2(), 3504872, "0.301"],
  ["MobileNetV3 large", () => models.mobileNetV3("large"), 5483032, "0.217"],
  ["MobileNetV3 small", () => models.mobileNetV3("small"), 2542856, "0.057"],
  ["ConvNeXt-T", () => models.convNeXt("tiny"), 28589128, "4.456"],
  ["ConvNeXt-S", () => models.convNeXt("small"), 50223688, "8.684"],
  ["ConvNeXt-B", () => models.convNeXt("base"), 88591464, "15.355"],
  ["ConvNeXt-L", () => models.convNeXt("large"), 197767336, "34.361"],
  // of the two smaller, the authors of DeiT print one digit
  ["ViT-Ti/16", () => models.visionTransformer("tiny"), 5717416, "1.3"],
  ["ViT-S/16", () => models.visionTransformer("small"), 22050664, "4.6"],
  ["ViT-B/16", () => models.visionTransformer("base"), 86567656, "17.564"]
];
