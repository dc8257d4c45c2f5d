import {expect, test} from "vitest";
import * as blocks from "../../../kernels/blocks/index.ts";
import {network} from "../../../kernels/graph/trace.ts";
import {checkArguments} from "../../../renderer/notebook/pictures/checkArguments.ts";
import {pictureArguments, type PictureName} from "../../../renderer/notebook/pictures/pictureArguments.ts";

const net = network([8, 8, 8], (x) => blocks.waveMix(x));
const pictures = Object.keys(pictureArguments) as PictureName[];

test.each<[string, PictureName, readonly unknown[], string]>([
  ["a misspelt option", "architecture", [net, {tite: "x"}], "unknown option: tite; did you mean title?"],
  [
    "an option of another kind",
    "architecture",
    [net, {open: true}],
    "invalid open: true; expected an array of the paths of blocks"
  ],
  [
    "a text in the place of the options",
    "architecture",
    [net, "x"],
    'invalid options of architecture: "x"; expected an object of title, depth, open, fold'
  ],
  ["no region", "feasibleRegion", [], "missing region of feasibleRegion; expected what design.region gives"],
  ["a number as curve", "frontier", [3], "invalid curve of frontier: 3; expected what design.frontier yields"],
  [
    "one picture alone",
    "images",
    [{shape: [1, 2, 2], data: []}],
    "invalid pictures of images: an object of shape, data; expected an array of pictures or {picture, label}"
  ],
  [
    "the promise of a network",
    "architecture",
    [Promise.resolve(net)],
    "invalid network of architecture: a promise; expected a network, as network(…) gives"
  ],
  [
    "a width of nothing",
    "subbands",
    [{levels: [], energies: []}, {width: 0}],
    "invalid width: 0; expected a number above 0"
  ]
])("%s is refused", (_, picture, values, message) => {
  expect(() => checkArguments(picture, values)).toThrow(expect.objectContaining({message}) as Error);
});

test.each(pictures)("%s names its first argument where it is missing", (picture) => {
  const [first] = Object.keys(pictureArguments[picture].given);
  expect(() => checkArguments(picture, [])).toThrow(`missing ${first} of ${picture}; expected `);
});

test("an option that is undefined counts as absent", () => {
  expect(() => checkArguments("architecture", [net, {title: undefined, depth: Infinity}])).not.toThrow();
});
