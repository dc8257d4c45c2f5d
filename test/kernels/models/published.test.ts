import {afterAll, describe, expect, test} from "vitest";
import {evaluate} from "../../../kernels/design/score/evaluate.ts";
import type {Network} from "../../../kernels/graph/network.ts";
import {network, type Value} from "../../../kernels/graph/trace.ts";
import {parameterCount} from "../../../kernels/graph/weights.ts";
import type {Convention} from "../../../kernels/insight/conventions.ts";
import {totalCost} from "../../../kernels/insight/costs.ts";
import {build} from "../../../kernels/models/waveMix/waveMixConfigurations.ts";
import {deepmadCases} from "../../reference/deepmadCases.ts";
import {blocks, models} from "../library.ts";
import {edgeNeXtAt224, edgeNeXtNetworks} from "./published/edgeNeXt.ts";
import {plainNetworks} from "./published/plain.ts";
import {mgicBlocks, mgicNetworks, sized} from "./published/mgic.ts";

/** A network of the tables, and what is published of it, as it is printed there. */
interface Row {
  readonly name: string;
  readonly make: () => Network;
  /** Their number, or as it is rounded in print: `6.28 M`. */
  readonly parameters?: number | string;
  /** Multiply-adds by convention as printed, with so many digits: `260.58 M`, `2.1 G`. */
  readonly counts?: Readonly<Partial<Record<Convention, string>>>;
}

const mixers = ["pool", "conv", "mlp"] as const;

const families: Readonly<Record<string, readonly Row[]>> = {
  WaveMix: models.waveMixConfigurations.map((one) => ({
    name: one.name,
    make: () => build(one),
    parameters: one.parameters
  })),
  EdgeNeXt: [
    ...edgeNeXtNetworks.map(([name, parameters, , , macs, fvcore]) => ({
      name: `${name} at 256`,
      make: () => models.edgeNeXt(name),
      parameters,
      counts: {macs: `${macs.toFixed(2)} M`, fvcore: `${fvcore.toFixed(2)} M`}
    })),
    ...edgeNeXtAt224.map(([name, fvcore]) => ({
      name: `${name} at 224`,
      make: () => models.edgeNeXt(name, {input: [3, 224, 224]}),
      counts: {fvcore: `${fvcore.toFixed(2)} M`}
    })),
    {name: "small-rw (timm)", make: () => models.edgeNeXt("small-rw"), parameters: 7826512},
    // the paper's tables of detection and segmentation print one digit
    {
      name: "small with SSDLite at 320",
      make: () => models.edgeNeXtDetector(),
      parameters: "6.28 M",
      counts: {macs: "2.1 G", fvcore: "2.1 G"}
    },
    {
      name: "small with DeepLabv3 at 512",
      make: () => models.edgeNeXtSegmenter(),
      parameters: "6.50 M",
      counts: {macs: "8.7 G", fvcore: "8.7 G"}
    }
  ],
  MGIC: [
    ...mgicNetworks.map(([name, make, parameters, macs]) => ({
      name,
      make,
      parameters,
      counts: macs ? {macs: `${macs} M`} : {}
    })),
    ...mgicBlocks.flatMap(([channels, full, , , ...mgic]) => [
      {name: `a full block of ${channels}`, make: on(channels, (x) => blocks.resnetBasic(x)), parameters: full},
      ...(["8,8", "16,16", "16,32", "16,64", "32,32", "64,64"] as const).map((size, i) => {
        const [groupSize, coarseBelow] = size.split(",").map(Number);
        const make = on(channels, (x) => blocks.mgic(x, sized([groupSize, coarseBelow])));
        return {name: `a block of ${channels} (${size})`, make, parameters: mgic[i]};
      })
    ])
  ],
  DeepMAD: deepmadCases.published.map(({name, structure, image_size: image, values}) => ({
    name,
    make: () => models.deepMad(structure, {image}),
    parameters: values.params_with_fc,
    counts: {
      macs: `${((values.conv_macs + values.fc_macs) / 1e6).toFixed(6)} M`,
      tinynas: `${(values.flops / 1e6).toFixed(6)} M`
    }
  })),
  plain: plainNetworks.map(([name, make, parameters, macs]) => ({
    name: `${name} at 224`,
    make,
    parameters,
    counts: {macs: `${macs} G`}
  })),
  // the mixers' part of the comparison is stated by formula: what a mixer adds to a block of 16 channels on 16×16
  mixers: mixers.map((mixer) => {
    const added = {pool: 2 * 4, conv: 4 * (81 + 3), mlp: 2 * 4 + 256 ** 2 + 128 + 256}[mixer];
    const plain = parameterCount(on(16, (x) => blocks.mixing(x, {mixer: "none"}), 16)());
    return {name: mixer, make: on(16, (x) => blocks.mixing(x, {mixer}), 16), parameters: plain + added};
  })
};

function on(channels: number, body: (x: Value) => Value, side = 1): () => Network {
  return () => network([channels, side, side], body);
}

/** A count in the unit of a printed one, with as many digits. */
function printedLike(printed: string, count: number): string {
  const [, digits = "", unit] = /^\d+(?:\.(\d+))?(?: ([MG]))?$/.exec(printed)!;
  return unit ? `${(count / {M: 1e6, G: 1e9}[unit as "M" | "G"]).toFixed(digits.length)} ${unit}` : String(count);
}

const lines: Record<string, string>[] = [];
afterAll(() => {
  const columns = ["family", "network", "count", "published", "ours"];
  const width = columns.map((column) => Math.max(column.length, ...lines.map((line) => line[column].length)));
  const text = (cells: readonly string[]) => cells.map((cell, i) => cell.padEnd(width[i])).join("  ");
  console.log([columns, ...lines.map((line) => columns.map((column) => line[column]))].map(text).join("\n"));
});

describe.each(Object.entries(families))("%s as published", (family, rows) => {
  test.each(rows.map((row) => [row.name, row] as const))("%s", (name, {make, parameters, counts = {}}) => {
    const net = make();
    const all: (readonly [count: string, published: string, ours: string])[] = [];
    if (parameters !== undefined)
      all.push(["parameters", String(parameters), printedLike(String(parameters), parameterCount(net))]);
    for (const [convention, published] of Object.entries(counts)) {
      const {macs} = totalCost(net, {convention: convention as Convention});
      all.push([`by ${convention}`, published, printedLike(published, macs)]);
    }
    for (const [count, published, ours] of all) lines.push({family, network: name, count, published, ours});
    expect(all.map(([, , ours]) => ours)).toEqual(all.map(([, published]) => published));
  });
});

/** DeepMAD's table of results: M of parameters without classifier, G by its counter, rho, entropy, scores, as printed there. */
test.each([
  ["deepmad-R18", 11153088, "1.8373", "0.2991", "32120.20", "32085.40", "32085.40"],
  ["deepmad-R34", 21073160, "3.6753", "0.3000", "43142.67", "43107.87", "43107.87"],
  ["deepmad-R50", 24208144, "4.0873", "0.2998", "48919.28", "48884.47", "48884.47"],
  ["deepmad-29M-224", 26876956, "4.4489", "0.4965", "11915.37", "11870.70", "19091.26"],
  ["deepmad-29M-288", 26910630, "4.4346", "0.4966", "11704.31", "11682.05", "18505.23"],
  ["deepmad-50M", 47359964, "8.6113", "0.4930", "14833.20", "14644.16", "23416.29"],
  ["deepmad-89M", 85764780, "15.2573", "0.4951", "18020.38", "17746.37", "28171.32"],
  ["R18-like", 10369384, "1.7053", "0.2002", "21875.75", "21576.30", "21576.30"],
  ["R50-like", 18474592, "3.6748", "0.2171", "27407.56", "27329.50", "27329.50"],
  ["R152-like", 52459936, "10.5052", "0.1981", "45297.05", "45262.25", "45262.25"]
])("%s has the published entropy, effectiveness and score", (name, params, flops, rho, entropy, released, fixed) => {
  const {structure, image_size: image} = deepmadCases.published.find((one) => one.name === name)!;
  const [asReleased, asFixed] = (["released", "fixed"] as const).map((form) =>
    evaluate(structure, {form, image, entropyImage: 224})
  );
  const ours = [
    String(asFixed.params),
    (asFixed.flops / 1e9).toFixed(4),
    asFixed.effectiveness.toFixed(4),
    asReleased.entropy.toFixed(2),
    asReleased.score.toFixed(2),
    asFixed.score.toFixed(2)
  ];
  const published = [String(params), flops, rho, entropy, released, fixed];
  const counts = ["params", "G flops", "rho", "entropy, released", "score, released", "score, fixed"];
  for (const [i, count] of counts.entries())
    lines.push({family: "DeepMAD", network: name, count, published: published[i], ours: ours[i]});
  expect(ours).toEqual(published);
});
