import {describe, expect, test} from "vitest";
import {network, type Value} from "../../../kernels/graph/trace.ts";
import {parameterCount, parametersOf} from "../../../kernels/graph/weights.ts";
import {printNetwork} from "../../../kernels/graph/print.ts";
import {mixerNames} from "../../../kernels/blocks/index.ts";
import {blocks, models, ops} from "../library.ts";

const on = (body: (x: Value) => Value, shape: readonly number[] = [16, 16, 16]) => network(shape, body);
const keys = (body: (x: Value) => Value) => parametersOf(on(body)).map(({key}) => key);

/** The keys of a batch norm. */
const norm = (path: string) =>
  ["weight", "bias", "running_mean", "running_var", "num_batches_tracked"].map((leaf) => `${path}.${leaf}`);
const pair = (path: string) => [`${path}.weight`, `${path}.bias`];

describe("state-dict keys are the authors'", () => {
  test("level 1", () => {
    expect(keys((x) => blocks.waveMix(x, {name: "layers.0"})).sort()).toEqual(
      [
        ...pair("layers.0.reduction"),
        ...["0", "3", "4"].flatMap((i) => pair(`layers.0.feedforward.${i}`)),
        ...norm("layers.0.feedforward.5")
      ].sort()
    );
  });

  test("level 3", () => {
    expect(keys((x) => blocks.waveMix(x, {levels: 3, name: ""})).sort()).toEqual(
      [
        ...pair("reduction"),
        ...[1, 2, 3].flatMap((level) => [
          ...["0", "3", "4"].flatMap((i) => pair(`feedforward${level}.${i}`)),
          ...norm(`feedforward${level}.5`)
        ])
      ].sort()
    );
  });

  test("version 1", () => {
    expect(keys((x) => blocks.waveMixVersion1(x, {name: ""})).sort()).toEqual(
      [
        ...["reduction", "feedforward.0", "feedforward.3", "ff1", "ff2", "ff3", "ff4", "depthconv.0"].flatMap(pair),
        ...norm("depthconv.2")
      ].sort()
    );
  });

  test("version 3", () => {
    expect(keys((x) => blocks.waveMixVersion3(x, {name: ""})).sort()).toEqual(
      [...["reduction", "feedforward.0", "feedforward.4"].flatMap(pair), ...norm("feedforward.5")].sort()
    );
  });

  test("a classifier with the patch stem", () => {
    const net = models.waveMix({input: [3, 32, 32], dim: 8, depth: 1, levels: 1, classes: 3});
    const outside = parametersOf(net)
      .map(({key}) => key)
      .filter((key) => !key.startsWith("layers."));
    expect(outside).toEqual([...["conv.0", "conv.1", "conv.2"].flatMap(pair), ...norm("conv.4"), ...pair("pool.2")]);
  });

  test("freely composed blocks get names of their own", () => {
    expect(keys((x) => blocks.classifier(blocks.conv(x, {width: 8, norm: "batch"}), {classes: 2}))).toEqual([
      ...pair("conv.0.conv"),
      ...norm("conv.0.norm"),
      ...pair("classifier.0.2")
    ]);
  });
});

describe("blocks", () => {
  test.each<readonly [string, (x: Value) => Value]>([
    ["waveMix", (x: Value) => blocks.waveMix(x, {levels: 2})],
    ["waveMix without residual", (x: Value) => blocks.waveMix(x, {residual: false})],
    ["version 1", (x: Value) => blocks.waveMixVersion1(x)],
    ["version 3", (x: Value) => blocks.waveMixVersion3(x)],
    ...mixerNames.map((mixer) => [`mixing by ${mixer}`, (x: Value) => blocks.mixing(x, {mixer})] as const),
    ...mixerNames.map(
      (mixer) => [`two levels by ${mixer}`, (x: Value) => blocks.mixing(x, {mixer, levels: 2})] as const
    )
  ])("%s keeps the shape", (_, body) => {
    expect(on(body).outputs[0].shape).toEqual([16, 16, 16]);
  });

  test("waveMix is mixing by the wavelet transform", () => {
    for (const levels of [1, 2, 3])
      expect(printNetwork(on((x) => blocks.mixing(x, {levels, name: "b"})))).toBe(
        printNetwork(on((x) => blocks.waveMix(x, {levels, name: "b"})))
      );
  });

  test("any number of levels follows the same rule", () => {
    const count = (levels: number, C: number, F: number, m: number) => {
      const ff = (i: number, o: number) => i * m * C + m * C + m * C * F + F + 16 * F * o + o + 2 * o;
      const reduction = (C * C) / 4 + C / 4;
      return levels === 1
        ? reduction + ff(C, C)
        : reduction + ff(1.5 * C, C) + (levels - 2) * ff(1.5 * C, C / 2) + ff(C, C / 2);
    };
    for (const [levels, C, F, m] of [
      [1, 16, 16, 2],
      [2, 16, 12, 2],
      [3, 8, 20, 3],
      [4, 8, 8, 1],
      [5, 12, 8, 2]
    ])
      expect(parameterCount(on((x) => blocks.waveMix(x, {levels, ff: F, mult: m}), [C, 32, 32]))).toBe(
        count(levels, C, F, m)
      );
  });

  test("the feed-forward reads the wavelet channels before those of the level below", () => {
    const net = on((x) => blocks.waveMix(x, {levels: 2, name: ""}));
    const joined = net.nodes.find(({path}) => path === "concat1")!;
    expect(joined.inputs.map(({path}) => path)).toEqual(["dwt1", "feedforward2.5"]);
  });

  test("a convolution pads half its window unless told otherwise", () => {
    const shape = (options: object) => on((x) => blocks.conv(x, {width: 4, ...options})).outputs[0].shape;
    expect(shape({})).toEqual([4, 16, 16]);
    expect(shape({kernel: [1, 7]})).toEqual([4, 16, 16]);
    expect(shape({kernel: 3, dilation: 3})).toEqual([4, 16, 16]);
    expect(shape({kernel: 5, padding: 0})).toEqual([4, 12, 12]);
    expect(shape({stride: 2})).toEqual([4, 8, 8]);
  });

  test("a residual adds what went in", () => {
    const net = on((x) => blocks.residual(x, (y) => ops.gelu(y)));
    expect(net.outputs[0].inputs.map(({path}) => path)).toEqual(["input", "residual.0.gelu.0"]);
  });

  test("a segmentation head of two doublings undoes a stem of two strides", () => {
    const net = models.waveMixSegmenter({input: [3, 32, 48], dim: 16, depth: 1, levels: 2, classes: 5});
    expect(net.outputs[0].shape).toEqual([5, 32, 48]);
  });

  test("super-resolution doubles the sides", () => {
    const net = models.waveMixSuperResolver({input: [3, 12, 8], dim: 16, depth: 1});
    expect(net.outputs[0].shape).toEqual([3, 24, 16]);
  });
});

describe("blocks refuse", () => {
  test.each<[string, (x: Value) => Value, readonly number[], string]>([
    [
      "odd sides",
      (x) => blocks.waveMix(x),
      [16, 7, 8],
      "invalid levels: 1; height 7 is not divisible by 2; resize the map (waveMix.0)"
    ],
    [
      "channels that have no quarter",
      (x) => blocks.waveMix(x),
      [18, 8, 8],
      "invalid channels: 18; expected a multiple of 4 (waveMix.0)"
    ],
    ["what is no map", (x) => blocks.waveMix(x), [16], "invalid input: 16; expected a feature map (waveMix.0)"],
    [
      "no levels",
      (x) => blocks.waveMix(x, {levels: 0}),
      [16, 8, 8],
      "invalid levels: 0; expected an integer of at least 1 (waveMix.0)"
    ],
    [
      "a misspelt option",
      (x) => blocks.waveMix(x, {level: 2} as never),
      [16, 8, 8],
      "unknown option: level; did you mean levels? (waveMix.0)"
    ],
    [
      "upsampling without weights to other channels",
      (x) => blocks.waveMix(x, {ff: 8, upsample: "nearest"}),
      [16, 8, 8],
      "invalid ff: 8; upsampling without weights keeps channels, so expected 16 (waveMix.0.feedforward)"
    ],
    [
      "version 1 on sides that 16 does not divide",
      (x) => blocks.waveMixVersion1(x),
      [16, 24, 32],
      "invalid levels: 4; height 24 is not divisible by 16"
    ],
    [
      "version 3 with another expansion",
      (x) => blocks.waveMixVersion3(x, {mult: 2 as never}),
      [16, 8, 8],
      "invalid mult: 2; version 3 shuffles 4C channels into C, so expected 4"
    ],
    ["an unknown mixer", (x) => blocks.mixing(x, {mixer: "fft" as never}), [16, 8, 8], "unknown mixer: fft"],
    [
      "an even window",
      (x) => blocks.mixing(x, {mixer: "conv", kernel: 4}),
      [16, 8, 8],
      "invalid kernel: 4; expected an odd number"
    ],
    [
      "a window where there is none",
      (x) => blocks.mixing(x, {mixer: "dwt", kernel: 3}),
      [16, 8, 8],
      "unknown option: kernel; the mixer dwt has no window"
    ],
    [
      "an unknown norm",
      (x) => blocks.conv(x, {width: 4, norm: "batchnorm" as never}),
      [16, 8, 8],
      "unknown norm: batchnorm"
    ],
    ["an odd stem", (x) => blocks.stridedStem(x, {width: 15}), [3, 8, 8], "invalid width: 15; expected an even number"],
    [
      "a body that changes the shape",
      (x) => blocks.residual(x, (y) => ops.slice(y, {to: 2})),
      [16, 8, 8],
      "shape mismatch in add: 16×8×8 and 2×8×8 (residual.0.add)"
    ]
  ])("%s", (_, body, shape, message) => {
    expect(() => network(shape, body)).toThrow(message);
  });

  test("an unknown option of a model", () => {
    expect(() => models.waveMix({width: 16} as never)).toThrow("unknown option: width");
    expect(() => models.waveMix({version: 4 as never})).toThrow("invalid version: 4; expected 1, 2 or 3");
  });
});
