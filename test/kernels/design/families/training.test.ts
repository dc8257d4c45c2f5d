import {expect, test} from "vitest";
import {arrays} from "../../../../kernels/data/own.ts";
import type {FamilyDesign, FamilyOptions} from "../../../../kernels/design/families/solveFamily.ts";
import {solve, toNetwork} from "../../../../kernels/design/index.ts";
import {createRandom} from "../../../../kernels/graph/random.ts";
import {adam} from "../../../../kernels/training/plan/optimizer.ts";
import {constant} from "../../../../kernels/training/plan/schedule.ts";
import {openInNode} from "../../training/inNode.ts";

/** Thirty-two pictures of noise, bright on the left or on the right. */
function halves() {
  const {uniform} = createRandom(5, "halves");
  const labels = Array.from({length: 32}, (_, i) => i % 2);
  const pixels = labels.flatMap((label) =>
    Array.from({length: 32 * 32}, (_, i) => Math.floor(80 * uniform()) + (Number(i % 32 < 16) === label ? 0 : 150))
  );
  const part = {pixels: Uint8Array.from(pixels), labels: Uint8Array.from(labels)};
  return arrays({shape: [1, 32, 32], train: part, test: part, title: "halves"});
}

const small = {image: [1, 32, 32], classes: 2, starts: 1, moves: 1000};
const problems: readonly FamilyOptions[] = [
  {family: "waveMix", budget: {params: 20e3, macs: 2e6}, ...small},
  {family: "mgic", budget: {params: 100e3, macs: 10e6}, ...small, rho: 3},
  {family: "edgeNeXt", budget: {params: 60e3, macs: 2e6}, ...small, rho: 1.5}
];

test.each(problems)("the network of a $family design trains", async (problem) => {
  let design: FamilyDesign | undefined;
  for await (design of solve(problem));
  const net = toNetwork(
    design!,
    problem.family === "waveMix" ? {dropout: 0} : problem.family === "edgeNeXt" ? {layerScale: 1} : {}
  );
  const plan = {epochs: 6, batch: 16, optimizer: adam({rate: constant(0.005)}), seed: 1};
  const {session, failures, history} = await openInNode("wasm", net, await halves(), plan);
  for (let i = 0; i < 12; ++i) {
    await session.step();
    await session.settled();
  }
  session.dispose();
  expect(failures).toEqual([]);
  const {loss} = history().train;
  expect(loss).toHaveLength(12);
  expect(Math.min(...loss.slice(-3))).toBeLessThan(0.8 * loss[0]);
});
