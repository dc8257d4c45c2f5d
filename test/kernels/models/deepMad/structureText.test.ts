import {describe, expect, test} from "vitest";
import {formatStructure, parseStructure} from "../../../../kernels/models/deepMad/structureText.ts";
import {allDeepmadCases} from "../../../reference/deepmadCases.ts";

const file = `
# as published
{ 'space_arch': 'CnnNet', 'best_structures': [ [
  {'class': 'ConvKXBNRELU', 'in': 3, 'out': 32, 's': 2, 'k': 3},
  {'class': 'SuperResK1KXK1', 'in': 32, 'out': 96, 's': 2, 'k': 5, 'L': 1, 'btn': 40, 'inner_class': 'ResK1KXK1'},
  {"class": "ConvKXBNRELU", "in": 96, "out": 256, "k": 1},
] ] }`;

const parsed = [
  {class: "ConvKXBNRELU", in: 3, out: 32, k: 3, s: 2},
  {class: "SuperResK1KXK1", in: 32, out: 96, k: 5, s: 2, btn: 40, L: 1},
  {class: "ConvKXBNRELU", in: 96, out: 256, k: 1, s: 1}
];

describe("a structure's text", () => {
  test("is read from the authors' file", () => {
    expect(parseStructure(file)).toEqual(parsed);
  });

  test("is read from a bare list, as Python or as JSON", () => {
    expect(parseStructure(JSON.stringify(parsed))).toEqual(parsed);
  });

  test("is read from the short form", () => {
    expect(parseStructure("C32/k3 K1KXK1 96b40k5L1 C256/k1")).toEqual(parsed);
    expect(parseStructure("ConvKXBNRELU C32/k3; K1KXK1 96b40k5L1; ConvKXBNRELU C256/k1")).toEqual(parsed);
    expect(parseStructure("C32/k3 96b40k5L1 C256/k1", {kind: "K1KXK1"})).toEqual(parsed);
    expect(parseStructure("C32/k3", {channels: 1})[0].in).toBe(1);
  });

  test.each(allDeepmadCases.map(({name, structure}) => [name, structure] as const))(
    "%s comes back from both forms",
    (_, text) => {
      const structure = parseStructure(text);
      expect(parseStructure(formatStructure(structure))).toEqual(structure);
      expect(formatStructure(structure, {form: "short"})).toBe(text);
    }
  );

  test("a Python literal holds no code", () => {
    expect(() => parseStructure("{'best_structures': [open('x')]}")).toThrow(
      "unexpected text: \"open('x')]}\" (line 1, column 22)"
    );
  });

  test.each([
    [
      "[{'class': 'ConvKXBNRELU', 'in': 3, 'out': 8, 'k': 3}, {'class': 'ConvKXBNRELU', 'in': 9, 'out': 8, 'k': 1}]",
      "broken chain: in 9; item 0 puts out 8 (item 1)"
    ],
    ["[{'class': 'SuperResK1KXK', 'in': 3}]", "unknown class: SuperResK1KXK; did you mean SuperResK1KXK1? (item 0)"],
    [
      "[{'class': 'ConvKXBNRELU', 'in': 3, 'out': 8, 'k': 3, 'btn': 4}]",
      "unknown option: btn; did you mean in? (item 0)"
    ],
    [
      "[{'class': 'ConvKXBNRELU', 'in': 3, 'out': 8.5, 'k': 3}]",
      "invalid out: 8.5; expected an integer of at least 1 (item 0)"
    ],
    ["[{'class': 'ConvKXBNRELU', 'in': 3, 'out': 8, 'k': 3, 's': 4}]", "invalid s: 4; expected 1 or 2 (item 0)"],
    [
      "[{'class': 'SuperResK1KX', 'in': 3, 'out': 8, 'k': 3, 'btn': 4}]",
      "invalid L: undefined; expected an integer of at least 1 (item 0)"
    ],
    ["[]", "invalid structure; expected a list of at least one item"],
    ["[7]", "invalid item: 7; expected {class, in, out, k, …} (item 0)"],
    ["{'best_structures': []}", "missing best_structures; expected a list of structures"],
    ["{'best_structures': [[], []]}", "too many structures: 2; expected one in best_structures"],
    ["{'space_arch': 'Mobile', 'best_structures': []}", 'unknown space_arch: "Mobile"; expected CnnNet'],
    ["[{'class': 'ConvKXBNRELU'\n 'in': 3}]", 'unexpected "in"; expected , or } (line 2, column 2)'],
    ["[{'in': 3, 'in': 4}]", "duplicate key: in (line 1, column 12)"],
    ["[1, 2", "unexpected the end; expected , or ] (line 1, column 6)"],
    ["[1] 2", "unexpected 2; expected the end (line 1, column 5)"],
    ["[".repeat(100), "nested deeper than 32"],
    ["C32/k3 96b40k5L1", "missing kind of block; write one of K1KXK1"],
    ["C32/k3 K1KXK2 96b40k5L1", "unknown item: K1KXK2; did you mean K1KXK1? (item 1)"],
    ["C32", "unknown item: C32; expected C32/k3, 96b40k5L1 or a kind of block (item 0)"]
  ])("%s is refused", (text, message) => {
    expect(() => parseStructure(text)).toThrow(message);
  });
});
