import type {Network} from "../../../kernels/graph/network.ts";
import {network} from "../../../kernels/graph/trace.ts";
import {mgicAuthors} from "../../../kernels/exchange/keyMaps/index.ts";
import {blocks, models} from "../../kernels/library.ts";
import {transfer, transferNorm} from "../../../kernels/blocks/mgic/transfer.ts";
import {numberOf, series, type Config, type ReferenceCase} from "../case.ts";
import type {Adapter} from "./adapter.ts";
import {mgicTaps} from "./mgicTaps.ts";

/** Multigrid in channels: transfers, blocks and networks, by the kind that the case names. */
export const mgic: Adapter = (reference) => {
  const build = builders[reference.kind];
  if (!build) throw new Error(`unknown kind: ${reference.kind} (${reference.name})`);
  const built = build(reference);
  return {
    network: built,
    input: "map",
    taps: mgicTaps(built),
    keys: mgicAuthors.toOurs
  };
};

type Build = (reference: ReferenceCase) => Network;

const hierarchyOf = (config: Config) => ({
  groupSize: numberOf(config, "groupSize"),
  coarseBelow: numberOf(config, "coarseBelow")
});

/** The shape of one sample; clouds of points are maps of width 1. */
function shapeOf(reference: ReferenceCase): readonly number[] {
  const [, ...shape] = series(reference, "input")[0].shape;
  return shape.length === 2 ? [...shape, 1] : shape;
}

const builders: Readonly<Record<string, Build>> = {
  restrict: (reference) => transferOf(reference, "coarse", "R", "bnr"),
  prolong: (reference) => transferOf(reference, "channels", "P", "bnp1"),
  "resnet-block": (reference) => {
    const {config} = reference;
    const masked = config.transfer === "masked";
    const options = {
      ...hierarchyOf(config),
      width: numberOf(config, "planes", numberOf(config, "out")),
      stride: numberOf(config, "stride", 1),
      ...(config.bottleneck === true && {bottleneck: true, expansion: numberOf(config, "expansion", 4)}),
      ...(config.resNext === true && {resNext: true}),
      ...(masked && {transfer: "masked" as const, nonZero: numberOf(config, "nonZero", 1)}),
      ...(config.tiedProlongation === true && {transfer: "tied" as const})
    };
    return network(shapeOf(reference), (x) => blocks.mgic(x, {...options, name: "block"}));
  },
  "mobile-block": (reference) => {
    const {config} = reference;
    const options = {
      ...hierarchyOf(config),
      width: numberOf(config, "out"),
      hidden: numberOf(config, "mid"),
      kernel: numberOf(config, "kernel"),
      stride: numberOf(config, "stride", 1),
      squeeze: Boolean(config.se),
      activation: config.hardSwish ? "hardSwish" : "relu"
    } as const;
    return network(shapeOf(reference), (x) => blocks.mgicInvertedResidual(x, {...options, name: "block"}));
  },
  resnet: (reference) => models.mgicResNet({...resNetOf(reference), classes: numberOf(reference.config, "classes")}),
  "resnet-basic": (reference) =>
    models.mgicResNet({...resNetOf(reference), block: "plain", classes: numberOf(reference.config, "classes")}),
  mobilenetv3: (reference) => {
    const {config} = reference;
    const own = {
      ...hierarchyOf(config),
      input: shapeOf(reference),
      classes: numberOf(config, "classes"),
      alpha: numberOf(config, "width", 1),
      headWidth: numberOf(config, "headWidth")
    };
    const variant = config.variant as "large" | "small" | null;
    return variant
      ? models.mgicMobileNetV3(variant, own)
      : models.mgicMobileNetV3({...own, stages: config.stages as [][] & []});
  },
  deeplab: (reference) =>
    models.deepLabMgic({
      ...resNetOf(reference),
      classes: numberOf(reference.config, "classes"),
      depth: numberOf(reference.config, "asppDepth", 256)
    }),
  lraspp: (reference) => {
    const {config} = reference;
    return models.lrAsppMgic({
      ...hierarchyOf(config),
      input: shapeOf(reference),
      classes: numberOf(config, "classes"),
      filters: numberOf(config, "filters", 128),
      aspp: config.aspp === true
    });
  },
  "mobilenetv3-seg-trunk": (reference) => {
    const trunk = models.mgicSegmentationTrunk({...hierarchyOf(reference.config), input: shapeOf(reference)});
    if (reference.config.output === "last") return trunk;
    // an earlier stage's output, which its shape tells apart
    const [, ...shape] = series(reference, "output")[0].shape;
    const end = trunk.nodes.findLast((node) => node.shape.join() === shape.join() && node.op.name === "add");
    if (!end) throw new Error(`no stage gives ${shape.join("×")} (${reference.name})`);
    return {...trunk, outputs: [end]};
  },
  edgeconv: (reference) => {
    const {config} = reference;
    const options = {
      ...hierarchyOf(config),
      width: numberOf(config, "out"),
      neighbours: numberOf(config, "neighbours"),
      openGroups: numberOf(config, "openGroups", 1)
    };
    return network(shapeOf(reference), (x) => blocks.edgeConvolution(x, {...options, name: ""}));
  },
  dgcnn: (reference) => {
    const {config} = reference;
    const [coordinates, points] = shapeOf(reference);
    return models.mgicDgcnn({
      ...hierarchyOf(config),
      coordinates,
      points,
      classes: numberOf(config, "classes"),
      neighbours: numberOf(config, "neighbours"),
      widths: config.widths as number[],
      embedding: numberOf(config, "embedding"),
      hidden: config.hidden as number[],
      openGroups: config.openGroups as number[],
      dropout: 0
    });
  }
};

function transferOf(reference: ReferenceCase, width: string, name: string, norm: string): Network {
  const {config} = reference;
  const options = {width: numberOf(config, width), groups: numberOf(config, "groups"), name};
  return network(shapeOf(reference), (x) => {
    const y = transfer(x, options);
    return config.norm === true ? transferNorm(y, norm) : y;
  });
}

function resNetOf(reference: ReferenceCase) {
  const {config} = reference;
  const stem = config.stem as Config;
  return {
    ...(config.groupSize !== undefined && hierarchyOf(config)),
    input: shapeOf(reference),
    channels: config.channels as number[],
    blocks: config.blocks as number[],
    strides: config.strides as number[],
    stemKernel: numberOf(stem, "kernel", 7),
    stemPool: numberOf(stem, "stride", 2) === 2,
    bottleneck: config.bottleneck === true,
    ...(config.resNext === true && {resNext: true})
  };
}
