import {expect, test} from "vitest";
import {readRange} from "../../host/range.ts";

test.each([
  ["bytes=0-0", {from: 0, to: 0}],
  ["bytes=0-", {from: 0, to: 9}],
  ["bytes=3-5", {from: 3, to: 5}],
  ["bytes=9-", {from: 9, to: 9}],
  ["bytes=3-99", {from: 3, to: 9}],
  ["bytes=-1", {from: 9, to: 9}],
  ["bytes=-99", {from: 0, to: 9}]
])("%s of ten bytes is a part", (header, range) => {
  expect(readRange(header, 10)).toEqual(range);
});

test.each(["bytes=10-", "bytes=99-100", "bytes=-0"])("%s of ten bytes cannot be had", (header) => {
  expect(readRange(header, 10)).toBe("unsatisfiable");
});

test.each([null, "", "bytes=", "bytes=-", "bytes=5-3", "bytes=1-2,4-5", "items=0-1", "bytes=a-b", "bytes=1.5-2"])(
  "%s is ignored",
  (header) => expect(readRange(header, 10)).toBe("whole")
);

test("nothing of an empty file can be had in part", () => {
  expect(readRange("bytes=0-", 0)).toBe("unsatisfiable");
  expect(readRange("bytes=-1", 0)).toBe("unsatisfiable");
});
