import {expect, test} from "vitest";
import {impulse, spread} from "../../../kernels/insight/impulse.ts";

test("an impulse is an empty picture and one with a single white pixel in every channel", () => {
  const pixels = impulse([2, 2, 3], {row: 1, column: 2});
  expect([...pixels]).toEqual([...new Array(12).fill(0), 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1]);
});

test("a pixel outside the picture is refused with the range", () => {
  expect(() => impulse([1, 4, 4], {row: 4, column: 0})).toThrow("invalid row: 4; expected 0 to 3");
});

test("the spread is the length of the change over the channels, relative to the largest", () => {
  const data = Float32Array.of(1, 1, 1, 1, /* with the pixel */ 1, 4, 1, 5);
  const {plane, share} = spread({path: "layers.0", shape: [2, 2, 1, 2], data});
  expect([...plane.data]).toEqual([0, 1]);
  expect(share).toBe(1);
});

test("nothing felt is nothing shared", () => {
  expect(spread({path: "a", shape: [2, 1, 1, 1], data: Float32Array.of(3, 3)}).share).toBe(0);
});
