import {expect, test} from "vitest";
import {loadHighs} from "../../../kernels/design/certificate/load.ts";
import {prove} from "../../../kernels/design/certificate/prove.ts";
import {presets} from "../../../kernels/design/problem/presets.ts";
import {parseStructure} from "../../../kernels/models/deepMad/structureText.ts";
import {tiny} from "./search/tiny.ts";

const {options, feasible, best} = tiny();

/** The structures of the tiny problem with the widths of one of them. */
function siblings(text: string) {
  const widths = (one: string) =>
    parseStructure(one)
      .map(({out}) => out)
      .join();
  return feasible.filter((one) => widths(one.text) === widths(text));
}

test("the best structure of all is proven", async () => {
  expect(prove(await loadHighs(), best.text, options)).toMatchObject({
    proven: true,
    score: expect.closeTo(best.score, 6) as number,
    bound: expect.closeTo(best.score, 5) as number
  });
});

test("the worst structure of some widths gives the best of these widths", async () => {
  for (const middle of [feasible[20], feasible[Math.floor(feasible.length / 2)]]) {
    const all = siblings(middle.text);
    const {proven, score} = prove(await loadHighs(), all.at(-1)!.text, options);
    expect(proven).toBe(true);
    expect(score).toBeCloseTo(all[0].score, 6);
  }
});

test.each(["released", "paper"] as const)("the %s form of depthwise blocks is proven as well", async (form) => {
  const problem = {
    ...options,
    form,
    blocks: "K1DWSEK1",
    head: 48,
    rho: 2,
    budget: {macs: 3e6},
    constraints: {
      stem: [16, 16],
      width: 24,
      expansion: [1.5, 2],
      most: 3
    }
  } as const;
  const certificate = prove(await loadHighs(), "C16/k3 K1DWSEK1 16b24k3L1 24b40k3L1 C48/k1", problem);
  expect(certificate.proven).toBe(true);
  expect(prove(await loadHighs(), certificate.structure, problem).score).toBeCloseTo(certificate.score, 9);
});

test("a proof that has no time left tells nothing it does not know", async () => {
  const certificate = prove(await loadHighs(), best.text, options, {seconds: 0});
  expect(certificate).toMatchObject({proven: false, bound: Infinity, gap: Infinity, rounds: 0});
});

test.each([
  ["C32/k3 K1KXK1 96b40k5L1 384b40k5L6 384b64k5L9 1024b104k3L10s1 672b104k5L12", "outside the space of the problem"],
  ["C32/k3 K1KXK1 256b256k5L3 512b256k5L9 512b512k5L9 1024b512k5L9s1 1024b512k5L9", "exceeds a bound of the problem"]
])("%s is refused", async (text, message) => {
  const highs = await loadHighs();
  expect(() => prove(highs, text, presets.R18)).toThrow(message);
});
