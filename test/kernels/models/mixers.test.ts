import {expect, test} from "vitest";
import {mixerNames} from "../../../kernels/blocks/index.ts";
import {compare} from "../../../kernels/graph/surgery/index.ts";
import {parameterCount} from "../../../kernels/graph/weights.ts";
import {models} from "../library.ts";

const skeleton = {input: [1, 16, 16], dim: 16, depth: 2, classes: 5} as const;
const all = models.mixers(skeleton);

test("there is one classifier a mixer", () => {
  expect(Object.keys(all)).toEqual([...mixerNames]);
  for (const net of Object.values(all)) expect(net.outputs[0].shape).toEqual([5]);
});

test("only the mixer differs", () => {
  for (const net of Object.values(all)) {
    const {weights} = compare(all.none, net);
    expect(weights.removed).toEqual([]);
    expect(weights.reshaped).toEqual([]);
    for (const key of weights.added) expect(key).toMatch(/^layers\.\d\.mixer\./);
  }
});

test("what mixes without weights adds none, and the others the spec's number", () => {
  const more = (name: keyof typeof all) => parameterCount(all[name]) - parameterCount(all.none);
  const [q, positions] = [4, 256];
  expect([more("dwt"), more("random"), more("fourier")]).toEqual([0, 0, 0]);
  expect(more("pool")).toBe(2 * 2 * q);
  expect(more("conv")).toBe(2 * q * (81 + 3));
  expect(more("mlp")).toBe(2 * (2 * q + positions * positions + positions / 2 + positions));
});

test("the wavelet's skeleton is WaveMix-Lite itself", () => {
  const lite = models.waveMix({...skeleton, levels: 1, stem: "strided", stride: 1});
  expect(parameterCount(all.dwt)).toBe(parameterCount(lite));
});

test("the window is ConvMixer's alone", () => {
  const five = models.mixers({...skeleton, kernel: 5});
  expect(parameterCount(five.none)).toBe(parameterCount(all.none));
  expect(parameterCount(all.conv) - parameterCount(five.conv)).toBe(2 * 4 * (81 - 25));
});

test("an unknown option is refused", () => {
  expect(() => models.mixing({mixers: "dwt"} as never)).toThrow("unknown option: mixers; did you mean mixer?");
});
