import {describe, expect, test} from "vitest";
import {
  attentionParts,
  blockDiagonal,
  entrySource,
  gradCam,
  mapEntropy,
  queryKeyAgreement,
  tokenNorms,
  weightReceived
} from "../../../kernels/insight/attention.ts";
import {valuesOf} from "../values.ts";

const [tokens, channels, heads] = [6, 4, 2];
const parts = attentionParts(valuesOf("qkv", [tokens, 3 * channels]), channels);
const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

function cosine(i: number, j: number): number {
  const column = (x: Float32Array, c: number) => Array.from({length: tokens}, (_, t) => x[t * channels + c]);
  const [q, k] = [column(parts.queries, i), column(parts.keys, j)];
  return sum(q.map((value, t) => value * k[t])) / Math.hypot(...q) / Math.hypot(...k);
}

describe("maps of attention among channels", () => {
  test("an even row has the entropy ln d, a row with one entry has none", () => {
    const map = Float32Array.of(0.5, 0.5, 1, 0, 0, 1, 0.5, 0.5);
    expect([...mapEntropy(map, channels)]).toEqual([Math.LN2, 0, 0, Math.LN2].map(Math.fround));
  });

  test("what a channel receives is summed over the rows of its head alone", () => {
    const map = Float32Array.of(0.5, 0.5, 1, 0, 0, 1, 0.5, 0.5);
    expect([...weightReceived(map, channels)]).toEqual([1.5, 0.5, 0.5, 1.5]);
  });

  test("the whole block's map has the heads on its diagonal", () => {
    expect([...blockDiagonal(Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8), channels)]).toEqual([
      ...[1, 2, 0, 0],
      ...[3, 4, 0, 0],
      ...[0, 0, 5, 6],
      ...[0, 0, 7, 8]
    ]);
  });

  test("shares of an entry sum over the picture to the cosine, agreements to the trace", () => {
    const shares = entrySource(parts, channels, heads, [1, 0]);
    expect(sum(shares.subarray(0, tokens))).toBeCloseTo(cosine(1, 0), 6);
    expect(sum(shares.subarray(tokens))).toBeCloseTo(cosine(3, 2), 6);
    const agreement = queryKeyAgreement(parts, channels, heads);
    expect(sum(agreement.subarray(tokens))).toBeCloseTo(cosine(2, 2) + cosine(3, 3), 6);
  });

  test("a channel that is zero everywhere shares nothing, and is no division by zero", () => {
    const queries = parts.queries.map((value, i) => (i % channels ? value : 0));
    const shares = entrySource({...parts, queries}, channels, heads, [0, 1]);
    expect(shares.subarray(0, tokens).every((share) => share === 0)).toBe(true);
  });

  test("the norm of a token is that of its head's channels", () => {
    expect([...tokenNorms(Float32Array.of(3, 4, 6, 8), 4, 2)]).toEqual([5, 10]);
  });

  test("Grad-CAM weighs channels by the mean gradient and keeps what is positive", () => {
    const map = Float32Array.of(1, 2, 4, 1);
    expect([...gradCam(map, Float32Array.of(2, 4, -1, -1), 2)]).toEqual([0, 5]);
  });

  test.each([
    [() => entrySource(parts, channels, heads, [2, 0]), "invalid entry: 2, 0; the maps have 2×2"],
    [() => tokenNorms(parts.values, channels, 3), "invalid heads: 3; must divide the 4 channels"],
    [() => mapEntropy(new Float32Array(7), 4), "invalid channels: 4; must divide the 7 values"]
  ])("what does not fit is refused: %#", (make, message) => {
    expect(make).toThrow(message);
  });
});
