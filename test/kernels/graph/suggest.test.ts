import {expect, test} from "vitest";
import {suggest} from "../../../kernels/graph/suggest.ts";

test.each([
  ["budgt", "budget"],
  ["bud", "budget"],
  ["BUD", "budget"],
  ["st", undefined], // starts and stages alike
  ["b", undefined],
  ["temperature", undefined]
])("%s is taken for %s", (word, meant) => {
  expect(suggest(word, ["budget", "starts", "stages", "path"])).toBe(meant);
});

test("what is near goes before what begins alike", () => {
  expect(suggest("heat", ["heatOfTheSearch", "head"])).toBe("head");
});

test("candidates that can be gone through only once are enough", () => {
  expect(suggest("bud", new Map([["budget", 1]]).keys())).toBe("budget");
});
