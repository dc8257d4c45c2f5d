import type {Network} from "../../../../kernels/graph/network.ts";
import {models} from "../../library.ts";

export type Sizes = readonly [groupSize: number, coarseBelow: number];

const small = [3, 32, 32];
export const sized = ([groupSize, coarseBelow]: Sizes) => ({groupSize, coarseBelow});

export type MgicRow = readonly [name: string, make: () => Network, parameters: number, millions: string];

/** The tables of specs/mgic.md, section 7: parameters, and millions of multiply-adds as they are printed there, or none. */
export const mgicNetworks: readonly MgicRow[] = [
  ["the script's, 10 classes", () => models.mgicResNet("script", {classes: 10, input: small}), 1047018, "6.50"],
  ["the script's, 100 classes", () => models.mgicResNet("script", {classes: 100, input: small}), 1070148, "6.52"],
  ["the script's, 1000 classes", () => models.mgicResNet("script"), 1301448, "318.5"],
  ...resNets("18", [2770344, 4747688, 1712552, 1692584, 1131432], ["911.6", "1455.8", "569.2", "546.8", "341.2"]),
  ...resNets("34", [4929704, 8806568, 2853032, 2813096, 1710248], ["1592.1", "2652.3", "944.8", "907.6", "526.7"]),
  ...resNets("50", [9748520, 16303144, 5962792, 6117928, 4214312], ["2639.6", "4329.1", "1363.5", "1488.7", "836.6"]),
  ["50 with resNext", () => models.mgicResNet("50-resNext"), 9713960, "2609.6"],
  [
    "18 with a 3×3 stem",
    () => models.mgicResNet("18", {stemKernel: 3, stemPool: false, classes: 10, input: small}),
    2254794,
    "260.7"
  ],
  ["large, 10 classes", () => models.mgicMobileNetV3("large", {classes: 10, input: small}), 3279076, "18.3"],
  ...mobiles("large", {}, [4547266, 5026136, 4126392, 4197047], ["799.2", "1006.5", "580.5", "595.0"]),
  ...mobiles("large", {stem: "strided"}, [4547650, 5026520, 4126776], ["207.1", "258.9", "152.4"]),
  ["small, 10 classes", () => models.mgicMobileNetV3("small", {classes: 10, input: small}), 1155810, "5.39"],
  ...mobiles("small", {}, [2170560, 2311144, 2012296, 2063108], ["235.7", "268.9", "183.6", "191.8"]),
  ...mobiles("small", {stem: "strided"}, [2170944], ["65.0"]),
  ...alphas("large", [1766648, 2792354, 8391446, 14311578]),
  ...alphas("small", [1229636, 1562416, 3478176, 5374170]),
  ["DeepLab", () => models.deepLabMgic("script", {input: [3, 64, 64]}), 3281141, ""],
  ["LR-ASPP", () => models.lrAsppMgic({input: [3, 96, 96]}), 741930, ""],
  ["the segmentation trunk", () => models.mgicSegmentationTrunk({input: [3, 96, 96]}), 696648, ""],
  ["DGCNN", () => models.dgcnn(), 1809576, ""],
  ["DGCNN (16,16), grouped opening", () => models.mgicDgcnn(), 1780136, ""],
  ["DGCNN (16,16), dense opening", () => models.mgicDgcnn({openGroups: 1}), 1862056, ""],
  ["DGCNN (32,32), grouped opening", () => models.mgicDgcnn(sized([32, 32])), 1829544, ""],
  ["DGCNN (32,32), dense opening", () => models.mgicDgcnn({...sized([32, 32]), openGroups: 1}), 1903272, ""]
];

function resNets(name: "18" | "34" | "50", parameters: readonly number[], millions: readonly string[]) {
  const sizes: Sizes[] = [
    [32, 32],
    [64, 64],
    [16, 64],
    [16, 16],
    [8, 8]
  ];
  return sizes.map((size, i) => {
    const make = () => models.mgicResNet(name, sized(size));
    return [`${name} (${size.join(",")})`, make, parameters[i], millions[i]] as const;
  });
}

function mobiles(
  name: "large" | "small",
  options: {stem?: "strided"},
  parameters: readonly number[],
  millions: readonly string[]
) {
  const sizes: Sizes[] = [
    [32, 32],
    [64, 64],
    [16, 64],
    [16, 16]
  ];
  return parameters.map((count, i) => {
    const make = () => models.mgicMobileNetV3(name, {...options, ...sized(sizes[i])});
    return [`${name} (${sizes[i].join(",")})${options.stem ? ", strided" : ""}`, make, count, millions[i]] as const;
  });
}

function alphas(name: "large" | "small", parameters: readonly number[]) {
  return [0.5, 0.75, 1.25, 1.5].map((alpha, i) => {
    return [`${name} α ${alpha}`, () => models.mgicMobileNetV3(name, {alpha}), parameters[i], ""] as const;
  });
}

/** Section 6: c, then full, grouped 16, grouped 32, MGIC(8,8), (16,16), (16,32), (16,64), (32,32), (64,64). */
export const mgicBlocks = [
  [16, 4672, 4672, 4672, 4096, 6144, 6144, 6144, 6144, 6144],
  [32, 18560, 9344, 18560, 9152, 16064, 14592, 14592, 24320, 24320],
  [64, 73984, 18688, 37120, 19264, 35904, 34432, 38400, 63616, 96768],
  [128, 295424, 37376, 74240, 39488, 75584, 74112, 78080, 142208, 253184],
  [256, 1180672, 74752, 148480, 79936, 154944, 153472, 157440, 299392, 566016],
  [512, 4720640, 149504, 296960, 160832, 313664, 312192, 316160, 613760, 1191680],
  [1024, 18878464, 299008, 593920, 322624, 631104, 629632, 633600, 1242496, 2443008],
  [2048, 75505664, 598016, 1187840, 646208, 1265984, 1264512, 1268480, 2499968, 4945664]
] as const;
