import {gunzipSync} from "node:zlib";
import {readFileSync} from "node:fs";
import {expect, test} from "vitest";
import type {Plane} from "../../../kernels/insight/plane.ts";
import {reconstruct, subbands} from "../../../kernels/insight/subbands.ts";
import {waveletNames} from "../../../kernels/ops/wavelets/wavelet.ts";

function ramp(height: number, width: number): Plane {
  return {height, width, data: Float32Array.from({length: height * width}, (_, i) => Math.sin(i * 1.7) + i / 50)};
}

function worst(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
}

test("haar of a 2×2 patch gives the sum, horizontal, vertical and diagonal differences, halved", () => {
  const {low, levels} = subbands({height: 2, width: 2, data: Float32Array.of(1, 2, 4, 8)});
  const [{horizontal, vertical, diagonal}] = levels;
  expect([low, horizontal, vertical, diagonal].map(({data}) => data[0])).toEqual(
    [7.5, -4.5, -2.5, 1.5].map((v) => expect.closeTo(v, 6))
  );
});

test.each(["zero", "symmetric", "reflect", "periodic", "periodization"] as const)(
  "with %s padding every wavelet with exact filters gives an even picture back",
  (padding) => {
    const picture = ramp(16, 12);
    // dmey cuts the infinite Meyer filters to 62 taps: it reconstructs to some 1e-2 only, in PyWavelets too
    for (const wavelet of waveletNames().filter((name) => name !== "dmey")) {
      const levels = padding === "periodization" && wavelet !== "haar" ? 1 : 2;
      const back = reconstruct(subbands(picture, {wavelet, levels, padding}));
      expect(worst(back.data, picture.data), wavelet).toBeLessThan(2e-4);
    }
  }
);

test("a picture of odd sizes comes back over three levels of db2", () => {
  const picture = ramp(13, 11);
  expect(
    worst(reconstruct(subbands(picture, {wavelet: "db2", levels: 3, padding: "symmetric"})).data, picture.data)
  ).toBeLessThan(1e-5);
});

test("the energies of haar add up to the picture's and the pyramid says so", () => {
  const picture = ramp(16, 16);
  const pyramid = subbands(picture, {levels: 3});
  const own = picture.data.reduce((sum, value) => sum + value * value, 0);
  expect(pyramid.energies.reduce((sum, {energy}) => sum + energy, 0)).toBeCloseTo(own, 2);
  expect(pyramid.orthonormal).toBe(true);
});

test("a biorthogonal wavelet is not called orthonormal", () => {
  expect(subbands(ramp(16, 16), {wavelet: "bior2.4"}).orthonormal).toBe(false);
});

test("a gain of 0 takes a band away and leaves the others", () => {
  const picture = ramp(8, 8);
  const pyramid = subbands(picture, {levels: 1});
  const without = subbands(reconstruct(pyramid, {details: [{vertical: 0}]}), {levels: 1});
  expect(worst(without.levels[0].vertical.data, new Float32Array(16))).toBeLessThan(1e-6);
  expect(worst(without.levels[0].diagonal.data, pyramid.levels[0].diagonal.data)).toBeLessThan(1e-5);
});

test("more levels than the picture has are refused with both numbers", () => {
  expect(() => subbands(ramp(8, 6), {levels: 3})).toThrow("invalid levels: 3; 8×6 pixels have 1 to 2");
});

test("one haar level of the Fashion-MNIST test images leaves 92.4 % in the low band, 2.8, 4.2 and 0.6 % in the details", () => {
  const bytes = gunzipSync(readFileSync("notebooks/data/fashion-mnist/t10k-images-idx3-ubyte.gz"));
  const sums = new Map<string, number>();
  for (let image = 0; image < 2000; ++image) {
    const data = Float32Array.from(bytes.subarray(16 + 784 * image, 800 + 784 * image));
    for (const {band, energy} of subbands({height: 28, width: 28, data}).energies)
      sums.set(band, (sums.get(band) ?? 0) + energy);
  }
  const all = [...sums.values()].reduce((a, b) => a + b);
  const shares = ["low", "horizontal", "vertical", "diagonal"].map((band) => (100 * (sums.get(band) ?? 0)) / all);
  expect(shares.map((share) => share.toFixed(1))).toEqual(["92.4", "2.8", "4.2", "0.6"]);
});
