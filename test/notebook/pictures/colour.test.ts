import {hcl, lab, rgb} from "d3";
import {expect, test} from "vitest";
import {colourTable, type Look} from "../../../renderer/notebook/pictures/colour.ts";

/** The colours of a look in CIELAB. */
function colours(look: Look) {
  return Array.from(colourTable("signed", look), (pixel) =>
    lab(rgb(pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255))
  );
}

const paper = {light: lab("#fdfcfa"), dark: lab("#171716")};

for (const look of ["light", "dark"] as const) {
  test(`signed colours are balanced in the ${look} look: equal sizes are equally light and equally strong`, () => {
    const all = colours(look);
    for (let i = 0; i < 128; ++i) {
      const [minus, plus] = [all[127 - i], all[128 + i]];
      expect(Math.abs(minus.l - plus.l)).toBeLessThan(0.8);
      expect(Math.abs(hcl(minus).c - hcl(plus).c)).toBeLessThan(1.6);
    }
  });

  test(`zero is close to the paper in the ${look} look, and either sign is far from it`, () => {
    const all = colours(look);
    for (const i of [127, 128]) expect(Math.abs(all[i].l - paper[look].l)).toBeLessThan(6);
    for (const i of [0, 255]) expect(Math.abs(all[i].l - paper[look].l)).toBeGreaterThan(50);
    expect(all[255].a).toBeGreaterThan(30); // red above zero
    expect(all[0].b).toBeLessThan(-30); // blue below
  });

  test(`equal steps of a value look equal in the ${look} look`, () => {
    const all = colours(look);
    const steps = Array.from({length: 15}, (_, i) => {
      const [a, b] = [all[128 + 8 * i], all[136 + 8 * i]];
      return Math.hypot(a.l - b.l, a.a - b.a, a.b - b.b);
    });
    expect(Math.max(...steps) / Math.min(...steps)).toBeLessThan(1.2);
  });
}
