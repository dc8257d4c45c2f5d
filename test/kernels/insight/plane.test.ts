import {expect, test} from "vitest";
import {planeOf, toPlanes} from "../../../kernels/insight/plane.ts";

test("rows of numbers, a plane and planes are all pictures", () => {
  expect(
    toPlanes([
      [1, 2, 3],
      [4, 5, 6]
    ]).shape
  ).toEqual([1, 2, 3]);
  expect(toPlanes({height: 2, width: 1, data: [1, 2]}).shape).toEqual([1, 2, 1]);
  expect(toPlanes({shape: [2, 1, 2], data: new Float32Array(4)}).shape).toEqual([2, 1, 2]);
  expect(toPlanes({shape: [1, 2], data: new Float32Array(2)}).shape).toEqual([1, 1, 2]);
  expect(toPlanes({shape: [1, 2, 3, 4], data: new Float32Array(24)}).shape).toEqual([2, 3, 4]);
});

test.each([
  [null, "not a picture: null"],
  ["cat.png", "not a picture: cat.png"],
  [[[1, 2], [3]], "not a picture: Array"],
  [{shape: [3, 2, 2], data: new Float32Array(4)}, "picture of 3×2×2 does not fit its 4 values"],
  [{shape: [2, 1, 1, 2], data: new Float32Array(4)}, "invalid picture shape: 2×1×1×2"],
  [{shape: [4], data: new Float32Array(4)}, "invalid picture shape: 4"],
  [{height: 2, width: NaN, data: [1, 2]}, "does not fit its 2 values"]
])("%j is refused with its fault", (input, fault) => {
  expect(() => toPlanes(input)).toThrow(fault);
});

test("a channel that is not there is refused with the number there is", () => {
  expect(() => planeOf({shape: [2, 1, 1], data: [1, 2]}, 2)).toThrow("invalid channel: 2; the picture has 2");
});
