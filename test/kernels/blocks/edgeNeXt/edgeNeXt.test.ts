import {describe, expect, test} from "vitest";
import {network, type Value} from "../../../../kernels/graph/trace.ts";
import {parameterCount, parametersOf} from "../../../../kernels/graph/weights.ts";
import {fieldSizes, receptiveField} from "../../../../kernels/insight/field.ts";
import {blocks} from "../../library.ts";

const on = (body: (x: Value) => Value, shape: readonly number[] = [12, 6, 7]) => network(shape, body);

describe("each block has as many parameters as its formula says", () => {
  const [C, m, k, h] = [12, 3, 5, 2];
  const branch = 2 * C + (m * C * C + m * C) + (m * C * C + C) + C;
  const attention = h + (3 * C * C + 3 * C) + (C * C + C);
  test.each<readonly [string, (x: Value) => Value, number]>([
    ["convEncoder", (x) => blocks.convEncoder(x, {kernel: k, mult: m}), k * k * C + C + branch],
    ["convEncoder without layer scale", (x) => blocks.convEncoder(x, {mult: m, layerScale: 0}), 10 * C + branch - C],
    ["xca", (x) => blocks.xca(x, {heads: h}), attention],
    [
      "sdta",
      (x) => blocks.sdta(x, {scales: 3, heads: h, positions: true, mult: m}),
      2 * 10 * 4 + (64 * C + C) + 2 * C + C + attention + branch
    ],
    ["fourierPositionalEncoding", (x) => blocks.fourierPositionalEncoding(x, {hidden: 6, width: 5}), 2 * 6 * 5 + 5],
    ["edgeNeXtStem", (x) => blocks.edgeNeXtStem(x, {width: 8}), 16 * C * 8 + 8 + 2 * 8],
    ["edgeNeXtDownsampling", (x) => blocks.edgeNeXtDownsampling(x, {width: 8}), 2 * C + 4 * C * 8 + 8],
    ["edgeNeXtHead", (x) => blocks.edgeNeXtHead(x, {classes: 7}), 2 * C + 7 * C + 7],
    ["separableConv", (x) => blocks.separableConv(x, {width: 8}), 9 * C + 2 * C + C * 8 + 2 * 8],
    [
      "ssdLitePredictor",
      (x) => blocks.ssdLitePredictor(x, {anchors: 6, classes: 3, width: 8}),
      C * 8 + 2 * 8 + 9 * 8 + 2 * 8 + (8 + 1) * 6 * 7
    ],
    ["aspp", (x) => blocks.aspp(x, {width: 8, dilations: [1, 2]}), (2 + 18) * C * 8 + 4 * 64 + 2 * 5 * 8],
    [
      "deepLabV3",
      (x) => blocks.deepLabV3(x, {width: 8, dilations: [1], size: 24, classes: 3}),
      (2 + 9) * C * 8 + 3 * 64 + 2 * 4 * 8 + 9 * 3
    ]
  ])("%s", (name, body, count) => {
    expect(parameterCount(on(body, name === "xca" ? [7, C] : undefined))).toBe(count);
  });
});

describe("an SDTA encoder", () => {
  test("has the authors' keys", () => {
    const net = on((x) => blocks.sdta(x, {scales: 3, heads: 2, positions: true, name: ""}));
    expect(
      parametersOf(net)
        .map(({key}) => key)
        .filter((key) => !key.endsWith(".bias"))
    ).toEqual([
      "convs.0.weight",
      "convs.1.weight",
      "pos_embd.token_projection.weight",
      "norm_xca.weight",
      "xca.qkv.weight",
      "xca.temperature",
      "xca.proj.weight",
      "gamma_xca",
      "norm.weight",
      "pwconv1.weight",
      "pwconv2.weight",
      "gamma"
    ]);
  });

  test("lets the last part pass the convolutions, and each other see one pixel more than the part before", () => {
    const net = on((x) => blocks.sdta(x, {scales: 3, heads: 2, name: ""}), [12, 16, 16]);
    const extent = (path: string) => {
      const {rows} = receptiveField(net, path);
      return rows[8].to - rows[8].from + 1;
    };
    expect(["convs.0", "convs.1", "parts.2"].map(extent)).toEqual([3, 5, 1]);
  });

  test("reads the whole picture, and its positions read none of it", () => {
    const net = on((x) => blocks.sdta(x, {heads: 2, positions: true, name: ""}));
    const fields = new Map([...fieldSizes(net)].map(([{path}, size]) => [path, size]));
    expect(fields.get("add")).toBe("all");
    expect(fields.get("xca.temperature")).toBe("all");
    expect(fields.get("pos_embd.token_projection")).toEqual([0, 0]);
  });
});

describe("what cannot be is refused", () => {
  test.each<readonly [(x: Value) => Value, string]>([
    [(x) => blocks.convEncoder(x, {kernel: 4}), "invalid kernel: 4; expected an odd number (convEncoder.0)"],
    [
      (x) => blocks.convEncoder(x, {layerScale: -1}),
      "invalid layerScale: -1; expected a number of at least 0 (convEncoder.0)"
    ],
    [
      (x) => blocks.sdta(x, {scales: 9, heads: 2}),
      "invalid scales: 9; 12 channels leave none for the last part of 2 (sdta.0)"
    ],
    [
      (x) => blocks.sdta(x, {heads: 5}),
      "invalid heads of crossCovariance: 5; must divide the 12 channels (sdta.0.xca.temperature)"
    ],
    [(x) => blocks.sdta(x, {variant: "bn" as "bn-hs"}), "unknown variant: bn; did you mean bn-hs? (sdta.0)"],
    [
      (x) => blocks.edgeNeXtStem(x, {width: 8, pading: 1} as {width: number}),
      "unknown option: pading; did you mean padding? (edgeNeXtStem.0)"
    ],
    [
      (x) => blocks.edgeNeXtHead(x, {classes: 2, dropout: 1}),
      "invalid dropout: 1; expected a number of at least 0 and below 1 (edgeNeXtHead.0)"
    ],
    [
      (x) => blocks.fourierPositionalEncoding(x, {hidden: 5}),
      "invalid hidden: 5; sines and cosines need an even number (fourierPositionalEncoding.0)"
    ],
    [
      (x) => blocks.deepLabV3(x, {classes: 2, size: 0}),
      "invalid size: 0; expected an integer of at least 1 (deepLabV3.0)"
    ]
  ])("%#", (body, message) => {
    expect(() => on(body)).toThrow(message);
  });
});
