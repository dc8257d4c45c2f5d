import {expect, test} from "vitest";
import {placeNames} from "../../../renderer/notebook/pictures/placeNames.ts";

const box = {left: 50, right: 500, top: 20, bottom: 300};
const one = {at: [200, 100], label: "by hand"} as const;

test("a name stands right of its point where nothing is in the way", () => {
  expect(placeNames([one], [], box)).toEqual([{x: 210, y: 100, anchor: "start"}]);
});

test("a name stands left of its point where the chart ends", () => {
  expect(placeNames([{...one, at: [480, 100]}], [], box)).toEqual([{x: 470, y: 100, anchor: "end"}]);
});

test("a name that a line would cross stands on the other side", () => {
  const line = [
    [230, 20],
    [230, 300]
  ] as const;
  expect(placeNames([one], [line], box)).toEqual([{x: 190, y: 100, anchor: "end"}]);
});

test("a name beside a line through its point stands below it", () => {
  const line = [
    [50, 100],
    [500, 100]
  ] as const;
  expect(placeNames([one], [line], box)).toEqual([{x: 210, y: 115, anchor: "start"}]);
});

test("a line that passes under a name does not move it", () => {
  const line = [
    [50, 110],
    [500, 118]
  ] as const;
  expect(placeNames([one], [line], box)).toEqual([{x: 210, y: 100, anchor: "start"}]);
});

test("names of points on each other stand on different sides", () => {
  const places = placeNames([one, {...one, label: "its double"}], [], box);
  expect(places.map(({anchor, y}) => [anchor, y])).toEqual([
    ["start", 100],
    ["end", 100]
  ]);
});

test("a name is never placed beyond the chart to escape a line", () => {
  const wall = [
    [150, 20],
    [150, 300]
  ] as const;
  const other = [
    [230, 20],
    [230, 300]
  ] as const;
  const [{y}] = placeNames([{...one, at: [200, 292]}], [wall, other], box);
  expect(y).toBeLessThanOrEqual(292);
});
