import {describe, expect, test} from "vitest";
import {paddings, type Padding} from "../../../kernels/ops/wavelets/extension.ts";
import {
  analysisMatrix,
  coefficientCount,
  synthesisMatrix,
  type Matrix
} from "../../../kernels/ops/wavelets/matrices.ts";
import {wavelet, waveletNames} from "../../../kernels/ops/wavelets/wavelet.ts";

/** a · b, both row by row. */
function multiply(a: Matrix, b: Matrix): Float64Array {
  const product = new Float64Array(a.rows * b.columns);
  for (let i = 0; i < a.rows; ++i)
    for (let k = 0; k < a.columns; ++k) {
      const factor = a.values[i * a.columns + k];
      if (factor)
        for (let j = 0; j < b.columns; ++j) product[i * b.columns + j] += factor * b.values[k * b.columns + j];
    }
  return product;
}

/** The largest distance to the identity. */
function distanceToIdentity(values: Float64Array, n: number): number {
  return values.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (i % (n + 1) ? 0 : 1))), 0);
}

/** The Meyer wavelet's filters are cut to 62 taps, which is why it is only nearly orthogonal. */
const tolerance = (name: string) => (name === "dmey" ? 5e-3 : 2e-5);

describe("wavelets", () => {
  test("there are the 106 discrete wavelets of PyWavelets", () => {
    expect(waveletNames()).toHaveLength(106);
    expect(new Set(waveletNames()).size).toBe(106);
  });

  test("haar is the sum and the difference over √2", () => {
    const s = Math.SQRT1_2;
    const {dec_lo, dec_hi, rec_lo, rec_hi} = wavelet("haar");
    for (const [filter, expected] of [
      [dec_lo, [s, s]],
      [dec_hi, [-s, s]],
      [rec_lo, [s, s]],
      [rec_hi, [s, -s]]
    ] as const)
      for (const [k, tap] of filter.entries()) expect(tap).toBeCloseTo(expected[k], 15);
  });

  test("db2 has the closed form of Daubechies", () => {
    const r = Math.sqrt(3);
    const expected = [1 + r, 3 + r, 3 - r, 1 - r].map((value) => value / (4 * Math.SQRT2));
    for (const [k, tap] of wavelet("db2").rec_lo.entries()) expect(tap).toBeCloseTo(expected[k], 14);
  });

  test("an unknown wavelet is refused with the nearest name", () => {
    expect(() => wavelet("haer")).toThrow("unknown wavelet: haer; did you mean haar?");
    expect(() => wavelet("bior2.5")).toThrow(/unknown wavelet: bior2\.5; did you mean bior/);
    expect(() => wavelet("__proto__")).toThrow("unknown wavelet: __proto__");
  });

  test("low filters sum to √2 and high filters to 0", () => {
    for (const name of waveletNames()) {
      const {dec_lo, dec_hi, rec_lo, rec_hi} = wavelet(name);
      const sums = [dec_lo, rec_lo, dec_hi, rec_hi].map((filter) => filter.reduce((sum, tap) => sum + tap, 0));
      for (const [i, sum] of sums.entries())
        expect(sum, name).toBeCloseTo(i < 2 ? Math.SQRT2 : 0, name === "dmey" ? 2 : 7);
    }
  });

  // Synthesis after analysis is the identity: for every wavelet, padding, and a length below, near and above its taps.
  describe.each(paddings)("padding %s", (padding: Padding) => {
    test.each(waveletNames())("%s reconstructs what it took apart", (name) => {
      const filters = wavelet(name);
      const taps = filters.dec_lo.length;
      for (const length of new Set([1, 2, 3, 7, taps - 1, taps, taps + 5, 64])) {
        const analysis = analysisMatrix(filters, length, padding);
        const count = coefficientCount(taps, length, padding);
        expect([analysis.rows, analysis.columns]).toEqual([2 * count, length]);
        const synthesis = synthesisMatrix(filters, count, padding, length);
        expect(distanceToIdentity(multiply(synthesis, analysis), length), `length ${length}`).toBeLessThan(
          tolerance(name)
        );
      }
    });
  });

  // The gradient of the analysis is its adjoint: for orthogonal wavelets their own synthesis, else the dual wavelet's.
  test("the transpose of an analysis with zeros around is the synthesis of the dual wavelet", () => {
    for (const name of waveletNames()) {
      const dual = name.startsWith("bior") ? name.replace("bior", "rbio") : name.replace("rbio", "bior");
      const analysis = analysisMatrix(wavelet(name), 21, "zero");
      const synthesis = synthesisMatrix(wavelet(dual), analysis.rows / 2, "zero", 21);
      const transposed = synthesis.values.map(
        (_, at) => analysis.values[(at % synthesis.columns) * analysis.columns + Math.floor(at / synthesis.columns)]
      );
      expect(synthesis.values, name).toEqual(transposed);
    }
  });

  test("haar of an even length is the same in every padding", () => {
    const [first, ...others] = paddings.map((padding) => analysisMatrix(wavelet("haar"), 12, padding).values);
    for (const other of others) expect(other).toEqual(first);
  });

  test("zero padding of an odd length appends one zero", () => {
    const {rows, columns, values} = analysisMatrix(wavelet("haar"), 3, "zero");
    const s = Math.fround(Math.SQRT1_2);
    expect([rows, columns]).toEqual([4, 3]);
    expect([...values]).toEqual([s, s, 0, 0, 0, s, s, -s, 0, 0, 0, s]);
  });
});
