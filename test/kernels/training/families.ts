import type {Network} from "../../../kernels/graph/network.ts";
import {network} from "../../../kernels/graph/trace.ts";
import {blocks, models, ops} from "../library.ts";

const digits = [1, 8, 8] as const;

/**
 * One tiny network of each family, which every backend and PyTorch must train alike on the digits. A family adds a line; what
 * draws at random in training (dropout, drop path) is left out, so that the steps are the same everywhere.
 */
export const families: Readonly<Record<string, () => Network>> = {
  "WaveMix-Lite": () =>
    models.waveMix({input: digits, dim: 8, depth: 2, levels: 1, stem: "strided", stride: 1, dropout: 0, classes: 10}),
  "MGIC, ResNet": () =>
    models.mgicResNet({
      input: digits,
      channels: [8, 16],
      blocks: [1, 1],
      stemKernel: 3,
      stemPool: false,
      groupSize: 4,
      coarseBelow: 4,
      classes: 10
    }),
  "MGIC, MobileNetV3": () =>
    network(digits, (x) => {
      x = blocks.conv(x, {width: 8, norm: "batch", activation: "hardSwish", name: "stem"});
      const options = {kernel: 3, squeeze: true, groupSize: 4, coarseBelow: 4} as const;
      x = blocks.mgicInvertedResidual(x, {...options, hidden: 16, width: 16, stride: 2, activation: "hardSwish"});
      x = ops.batchNorm(x, {name: "norm"});
      return ops.linear(ops.globalAveragePool(x), {width: 10, name: "head"});
    }),
  EdgeNeXt: () =>
    network(digits, (x) => {
      // the published start, all but zero, needs longer than thirty steps
      const initial = {kind: "normal", deviation: 0.2} as const;
      x = blocks.edgeNeXtStem(x, {width: 16, kernel: 2, stride: 2, initial, name: "stem"});
      x = blocks.convEncoder(x, {kernel: 3, layerScale: 1, initial, name: "encoder"});
      x = blocks.sdta(x, {scales: 2, heads: 2, positions: true, layerScale: 1, initial, name: "sdta"});
      return blocks.edgeNeXtHead(x, {classes: 10, initial, name: ""});
    }),
  DeepMAD: () =>
    network(digits, (x) => {
      x = blocks.deepMadConv(x, {width: 8, kernel: 3, name: "stem"});
      x = blocks.deepMadSuper(x, {
        kind: "K1KXK1",
        width: 16,
        bottleneck: 8,
        kernel: 3,
        stride: 2,
        depth: 1,
        name: "full"
      });
      x = blocks.deepMadSuper(x, {kind: "K1DWSEK1", width: 16, bottleneck: 24, kernel: 3, depth: 1, name: "gated"});
      return ops.linear(ops.globalAveragePool(x), {width: 10, name: "head"});
    }),
  "MobileNet and ResNet": () =>
    network(digits, (x) => {
      x = blocks.conv(x, {width: 8, norm: "batch", activation: "hardSwish", name: "stem"});
      x = blocks.invertedResidual(x, {hidden: 16, squeeze: true, activation: "hardSwish", name: "inverted"});
      x = blocks.resnetBasic(x, {width: 16, stride: 2, name: "basic"});
      x = blocks.resnetBottleneck(x, {planes: 4, name: "bottleneck"});
      return ops.linear(ops.globalAveragePool(x), {width: 10, name: "head"});
    })
};
