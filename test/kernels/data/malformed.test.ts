import {expect, test} from "vitest";
import {readCsv} from "../../../kernels/data/csv.ts";
import {readIdx} from "../../../kernels/data/idx.ts";
import {idx} from "../../../kernels/data/own.ts";
import {gzipped, idxFile, messageOf} from "./files.ts";

const good = idxFile([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]);
const labels = idxFile([2], [0, 1]);
const packed = gzipped(good);

const arrays: [string, Uint8Array, string][] = [
  ["an empty file", new Uint8Array(0), "file too short: 0 bytes"],
  ["one byte", new Uint8Array([0]), "file too short: 1 bytes"],
  ["a header cut in its first axis", good.slice(0, 6), "file too short: 6 bytes; the header is incomplete"],
  ["a header cut before its last axis", good.slice(0, 12), "file too short: 12 bytes; the header is incomplete"],
  ["a PNG", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10]), "not an IDX file: it begins with 89 50 4e 47"],
  ["text", new TextEncoder().encode("0,1,2,3\n"), "not an IDX file: it begins with 30 2c 31 2c"],
  ["a second byte that is not zero", new Uint8Array([0, 1, 8, 1, 0, 0, 0, 1, 9]), "not an IDX file"],
  ["signed bytes", idxFile([2], [0, 1], 0x09), "unsupported IDX elements: signed bytes"],
  ["32-bit integers", idxFile([1], [0, 0, 0, 1], 0x0c), "unsupported IDX elements: 32-bit integers"],
  ["floats", idxFile([1], [0, 0, 0, 1], 0x0d), "unsupported IDX elements: 32-bit floats"],
  ["an unknown element type", idxFile([1], [0], 0x42), "unsupported IDX elements: type 0x42"],
  ["rank 0", idxFile([], []), "invalid IDX rank: 0"],
  ["an axis without elements", idxFile([2, 0, 2], []), "empty IDX array: 2×0×2; axis 1"],
  ["elements that are missing", good.slice(0, -1), "file too short: 2×2×2 needs 8 bytes, found 7"],
  ["no elements at all", good.slice(0, 16), "file too short: 2×2×2 needs 8 bytes, found 0"],
  ["bytes after the elements", new Uint8Array([...good, 0]), "file too long for its header: 2×2×2 needs 8 bytes"],
  ["an array of 4 GB", idxFile([65_536, 65_536], [1]), "IDX array too large: 65536×65536"],
  ["extents whose product overflows", idxFile([2 ** 32 - 1, 2 ** 32 - 1, 2 ** 32 - 1, 2 ** 32 - 1], []), "too large"],
  ["rank 255 of ones and a huge end", idxFile([...Array<number>(254).fill(1), 2 ** 31], []), "too large"],
  ["gzip that is cut short", packed.slice(0, -12), "damaged gzip data"],
  ["gzip with a changed checksum", packed.with(-6, packed.at(-6)! ^ 255), "damaged gzip data"],
  ["gzip with a changed body", packed.with(12, packed[12] ^ 255), ""],
  ["a gzip header alone", packed.slice(0, 10), "damaged gzip data"],
  ["gzip with rubbish behind it", new Uint8Array([...packed, 1, 2, 3]), "damaged gzip data"],
  ["gzip of text", gzipped("hello, world"), "not an IDX file: it begins with 68 65 6c 6c"],
  [
    "gzip that unpacks to far more than its header says",
    gzipped(new Uint8Array([...good, ...new Uint8Array(1 << 24)])),
    "too long"
  ]
];

test.each(arrays)("an IDX file that is %s is refused with its name", async (_, bytes, message) => {
  const found = await messageOf(readIdx(bytes, {place: "images.idx"}));
  expect(found).toMatch(/^DataError: /);
  expect(found).toContain(message);
  expect(found).toContain("(images.idx)");
});

const pairs: [string, Uint8Array, Uint8Array, string][] = [
  ["more images than labels", idxFile([3, 1, 1], [1, 2, 3]), labels, "3 images but 2 labels"],
  ["labels in the place of images", labels, labels, "images of rank 1"],
  ["images in the place of labels", good, good, "labels of rank 3: 2×2×2"],
  ["five axes", idxFile([2, 1, 1, 1, 1], [1, 2]), labels, "images of rank 5"],
  ["a label above the classes", good, idxFile([2], [0, 7]), "invalid label: 7 of image 1; expected 0 to 1"]
];

test.each(pairs)("a pair of IDX files with %s is refused", async (_, images, labels, message) => {
  const found = await messageOf(idx({train: {images, labels}, classes: ["a", "b"]}));
  expect(found).toContain("DataError");
  expect(found).toContain(message);
});

test("something that holds no bytes is refused", async () => {
  const images = "train-images" as unknown as Uint8Array;
  expect(await messageOf(idx({train: {images, labels}}))).toContain(
    "no bytes: train-images; expected a FileAttachment"
  );
});

const tables: [string, string | Uint8Array, string][] = [
  ["is empty", "", "empty file"],
  [
    "has too few values",
    "1,2,0\n1,0\n",
    "wrong number of values: 2, expected 2 pixels and a label (digits.csv, line 2)"
  ],
  ["has too many values", "1,2,3,0", "wrong number of values: 4"],
  ["has a blank line", "1,2,0\n\n1,2,0\n", "wrong number of values: 1"],
  ["has a header", "a,b,label\n1,2,0\n", 'invalid pixel: "a"'],
  ["has an empty value", "1,,0\n", 'invalid pixel: ""'],
  ["has a negative pixel", "-1,2,0\n", 'invalid pixel: "-1"; expected 0 to 16'],
  ["has a pixel above the maximum", "17,2,0\n", 'invalid pixel: "17"; expected 0 to 16'],
  ["has a fraction", "1.5,2,0\n", 'invalid pixel: "1.5"'],
  ["has a number in hexadecimal", "0x1,2,0\n", 'invalid pixel: "0x1"'],
  ["has a label above the classes", "1,2,10\n", 'invalid label: "10"; expected 0 to 9'],
  ["has a label that is no number", "1,2,NaN\n", 'invalid label: "NaN"'],
  ["is not text", new Uint8Array([0xff, 0xfe, 0x00, 0x80]), "not a text file"],
  ["is damaged gzip", gzipped("1,2,0\n").slice(0, -3), "damaged gzip data"],
  ["unpacks to more than the limit", gzipped("1,2,0\n".repeat(1000)), "file too large: at most 1000 bytes"]
];

test.each(tables)("a CSV file that %s is refused", async (_, content, message) => {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const options = {pixels: 2, maximum: 16, classes: 10, place: "digits.csv", limit: 1000};
  const found = await messageOf(readCsv(bytes, options));
  expect(found).toMatch(/^DataError: /);
  expect(found).toContain(message);
});
