import {describe, expect, test} from "vitest";
import {blocks, models, ops} from "../library.ts";
import {network, type Value} from "../../../kernels/graph/trace.ts";
import {fieldSizes, receptiveField} from "../../../kernels/insight/field.ts";

const extents = (spans: readonly {from: number; to: number}[]) => spans.map(({from, to}) => to - from + 1);

/** n blocks without stem or head on a map so large that the middle unit sees no border. */
function stack(n: number, levels: number, side: number) {
  return network([8, side, side], (x) => {
    for (let i = 0; i < n; ++i) x = blocks.waveMix(x, {levels, name: `layers.${i}`});
    return x;
  });
}

describe("receptive field", () => {
  test("a unit of a 3×3 convolution reads its neighbours, clipped at the border", () => {
    const net = network([1, 5, 6], (x) => ops.conv(x, {width: 1, kernel: 3, padding: 1}));
    const {rows, columns, input} = receptiveField(net, "conv.0");
    expect(input).toEqual([5, 6]);
    expect(rows[0]).toEqual({from: 0, to: 1});
    expect(rows[2]).toEqual({from: 1, to: 3});
    expect(columns[5]).toEqual({from: 4, to: 5});
  });

  test("dilation and stride spread what a unit reads", () => {
    const net = network([1, 16, 16], (x) => ops.conv(x, {width: 1, kernel: 3, stride: 2, dilation: 2, padding: 2}));
    expect(receptiveField(net, "conv.0").rows[3]).toEqual({from: 4, to: 8});
  });

  test.each([1, 2, 3, 4])("%i WaveMix-Lite blocks see 4 pixels more each", (n) => {
    const {rows} = receptiveField(stack(n, 1, 64), `layers.${n - 1}`);
    expect(new Set(extents(rows.slice(24, 40)))).toEqual(new Set([4 * n]));
  });

  test.each([
    [2, 1, 8, 12],
    [3, 1, 16, 24],
    [4, 1, 32, 48],
    [2, 2, 16, 20],
    [3, 2, 32, 40]
  ])("blocks of %i levels, %i of them, see between %i and %i pixels by the unit's phase", (levels, n, least, most) => {
    const side = 256;
    const inner = extents(receptiveField(stack(n, levels, side), `layers.${n - 1}`).rows).slice(96, 160);
    expect(Math.min(...inner)).toBeGreaterThanOrEqual(least);
    expect(Math.max(...inner)).toBeLessThanOrEqual(most);
    expect(new Set(inner).size).toBeGreaterThan(1);
  });

  test("one block of two levels reaches both ends of its range", () => {
    const inner = extents(receptiveField(stack(1, 2, 64), "layers.0").rows).slice(16, 48);
    expect([Math.min(...inner), Math.max(...inner)]).toEqual([8, 12]);
  });

  test("branches unite to the box around both", () => {
    const net = network([1, 32, 32], (x) =>
      ops.add(ops.conv(x, {width: 1, kernel: 3, padding: 1}), ops.conv(x, {width: 1, kernel: [1, 7], padding: [0, 3]}))
    );
    const {rows, columns} = receptiveField(net, "add.0");
    expect(extents(rows)[16]).toBe(3);
    expect(extents(columns)[16]).toBe(7);
  });

  test("global pooling reads everything", () => {
    const net = network([1, 9, 9], (x) => ops.globalAveragePool(x));
    expect(receptiveField(net, "globalAveragePool.0").rows).toEqual([{from: 0, to: 8}]);
    expect(fieldSizes(net).get(net.outputs[0])).toBe("all");
  });

  test("tokens keep the positions of their map until a transpose mixes them", () => {
    const local = (x: Value) => ops.linear(ops.layerNorm(ops.tokens(x)), {width: 4});
    const back = (x: Value) => ops.untokens(x, {height: 8, width: 8});
    const apart = network([4, 8, 8], (x) => back(local(x)));
    expect(extents(receptiveField(apart, "untokens.0").rows)).toEqual(Array(8).fill(1));
    const mixed = network([4, 8, 8], (x) =>
      back(ops.transpose(ops.linear(ops.transpose(local(x)), {width: 64, name: "mix"}), {name: "back"}))
    );
    expect(extents(receptiveField(mixed, "untokens.0").rows)).toEqual(Array(8).fill(8));
  });

  test("a periodic wavelet wraps around, so a border unit spans the whole axis", () => {
    const net = network([1, 16, 16], (x) => ops.dwt(x, {wavelet: "db2", padding: "periodic"}));
    expect(receptiveField(net, "dwt.0").rows[0]).toEqual({from: 0, to: 15});
    expect(receptiveField(net, "dwt.0").rows[3]).toEqual({from: 4, to: 7});
  });

  test("a mirrored border is read inside", () => {
    const net = network([1, 16, 16], (x) => ops.dwt(x, {wavelet: "db4", padding: "symmetric"}));
    expect(receptiveField(net, "dwt.0").rows[0]).toEqual({from: 0, to: 5});
  });

  test("a place that is not there is refused with the nearest one", () => {
    const net = models.waveMix({input: [3, 32, 32], dim: 8, depth: 1, levels: 1, classes: 10});
    expect(() => receptiveField(net, "layers.0.reductoin")).toThrow(
      "unknown place: layers.0.reductoin; did you mean layers.0.reduction?"
    );
  });
});
