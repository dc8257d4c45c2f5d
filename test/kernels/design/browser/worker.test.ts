import {afterAll, beforeAll, expect, test} from "vitest";
import {presets} from "../../../../kernels/design/problem/presets.ts";
import {designProblem} from "../../../../kernels/design/problem/problem.ts";
import {frontier, type Frontier, type FrontierOptions} from "../../../../kernels/design/search/frontier.ts";
import {search} from "../../../../kernels/design/search/search.ts";
import {openPage, type BrowserPage} from "../../../browser/page.ts";
import {tiny} from "../search/tiny.ts";
import type {FamilyDesign, FamilyOptions} from "../../../../kernels/design/families/solveFamily.ts";
import {solve} from "../../../../kernels/design/index.ts";
import {families, problems} from "../families/problems.ts";
import type {DesignPage} from "./entry.ts";

declare const globalThis: DesignPage;

let opened: BrowserPage;
beforeAll(async () => {
  opened = await openPage("test/kernels/design/browser/entry.ts");
  await opened.page.waitForFunction("globalThis.page");
});
afterAll(() => opened?.close());

const short = {...presets.small, starts: 1, moves: 20_000};

test("the worker finds what the page would find", async () => {
  const {designs} = await opened.page.evaluate((options) => globalThis.page.solve(options), short);
  const steps = search(designProblem(presets.small), {starts: 1, moves: 20_000});
  for (let step = steps.next(); ; step = steps.next())
    if (step.done) {
      expect(designs.at(-1)).toMatchObject({done: true, score: expect.closeTo(step.value.score, 6) as number});
      return;
    }
});

test("the worker traces the curve that the page would trace", async () => {
  const options: FrontierOptions = {
    ...presets.small,
    along: "params",
    from: 1e6,
    to: 4e6,
    points: 3,
    starts: 1,
    moves: 12_000
  };
  const {last, states} = await opened.page.evaluate((options) => globalThis.page.frontier(options), options);
  let here: Frontier | undefined;
  for await (here of frontier(options));
  expect(states).toBeGreaterThan(1);
  const told = ({points}: Frontier) => points.map(({bound, design}) => [bound, design!.text]);
  expect(told(last)).toEqual(told(here!));
});

test("a search that is left stops, and the worker answers the next", async () => {
  const {first, then} = await opened.page.evaluate(([long, next]) => globalThis.page.leave(long, next), [
    {...presets.R50, starts: 1000},
    short
  ] as const);
  expect(first.done).toBe(false);
  expect(then.at(-1)!.done).toBe(true);
});

test("an aborted search throws the signal's reason", async () => {
  const name = await opened.page.evaluate((options) => globalThis.page.abort(options), {...presets.R50, starts: 1000});
  expect(name).toBe("AbortError");
});

test("budgets that cannot be kept and options that cannot be come back as errors", async () => {
  const infeasible = await opened.page.evaluate((options) => globalThis.page.solve(options), {
    ...short,
    budget: {params: 3000}
  });
  expect(infeasible.binding).toMatchObject([{constraint: "params", alone: true}]);
  const wrong = await opened.page.evaluate((options) => globalThis.page.solve(options), {...short, budget: {}});
  expect(wrong.message).toMatch("empty budget");
});

test("HiGHS proves a structure in a worker, from the file that is built", async () => {
  const {options, best} = tiny();
  const certificate = await opened.page.evaluate(([text, problem]) => globalThis.page.prove(text, problem), [
    best.text,
    options
  ] as const);
  expect(certificate.proven).toBe(true);
  expect(certificate.score).toBeCloseTo(best.score, 6);
});

test.each(families)("the worker finds the member of %s that the page would find", async (name) => {
  const options: FamilyOptions = {...problems[name], starts: 1, moves: 4000};
  const {designs} = await opened.page.evaluate((options) => globalThis.page.solveFamily(options), options);
  let last: FamilyDesign | undefined;
  for await (const design of solve(options)) last = design;
  expect(designs.at(-1)!.options).toEqual(last!.options);
  expect(designs.at(-1)).toMatchObject({done: true, family: name, assumption: last!.assumption});
  expect(designs.at(-1)!.score).toBeCloseTo(last!.score, 6);
});

test("budgets that no member keeps come back as errors", async () => {
  const {binding} = await opened.page.evaluate((options) => globalThis.page.solveFamily(options), {
    ...problems.waveMix,
    budget: {params: 100}
  });
  expect(binding).toMatchObject([{constraint: "params", bound: 100, alone: true}]);
});
