import {hcl, interpolateLab, interpolateViridis, rgb, type HCLColor} from "d3";

/** 256 colours as little-endian RGBA, ready for the Uint32 view of an ImageData. */
export type ColourTable = Uint32Array;

function table(colour: (t: number) => string): ColourTable {
  return Uint32Array.from({length: 256}, (_, i) => {
    const {r, g, b} = rgb(colour(i / 255));
    return (255 << 24) | (b << 16) | (g << 8) | r;
  });
}

/**
 * Signed maps by the page's look: zero is close to the paper, both ends are equally far from it in lightness and in chroma,
 * and between them the way is straight in CIELAB, so that equal steps of a value look equal. Red for positive: the
 * convention of signed maps in this field.
 */
const signed = {
  light: ends({zero: 97, lightness: 44, chroma: 54}),
  dark: ends({zero: 13, lightness: 72, chroma: 42})
};

export type Look = keyof typeof signed;

function ends({zero, lightness, chroma}: Record<"zero" | "lightness" | "chroma", number>): (t: number) => string {
  const end = (hue: number): HCLColor => hcl(hue, chroma, lightness);
  const [below, above] = [end(274), end(34)].map((colour) => interpolateLab(hcl(0, 0, zero), colour));
  return (t) => (t < 0.5 ? below(1 - 2 * t) : above(2 * t - 1));
}

const tables = {
  grey: (t: number) => `rgb(${[t, t, t].map((v) => Math.round(255 * v)).join(",")})`,
  viridis: interpolateViridis,
  signed: signed.light
};

export type Scheme = keyof typeof tables;

const made = new Map<string, ColourTable>();

/**
 * Colours for values from low to high: `grey` for images, `viridis` for sizes, `signed` (blue, the paper, red) centred on 0,
 * which alone depends on the page's look.
 */
export function colourTable(scheme: Scheme, look: Look): ColourTable {
  if (!Object.hasOwn(tables, scheme))
    throw new TypeError(`unknown colours: ${scheme}; expected ${Object.keys(tables).join(", ")}`);
  const key = scheme === "signed" ? `signed ${look}` : scheme;
  let colours = made.get(key);
  if (!colours) made.set(key, (colours = table(scheme === "signed" ? signed[look] : tables[scheme])));
  return colours;
}

/** The least and greatest finite value; [0, 1] where there is none, so that a scale always exists. */
export function extent(data: ArrayLike<number>): [low: number, high: number] {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < data.length; ++i) {
    const value = data[i];
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 1];
}

/** A domain for the scheme: signed values reach as far on both sides of 0. */
export function domainOf(data: ArrayLike<number>, scheme: Scheme): [low: number, high: number] {
  const [low, high] = extent(data);
  if (scheme !== "signed") return low < high ? [low, high] : [low, low + 1];
  const reach = Math.max(Math.abs(low), Math.abs(high)) || 1;
  return [-reach, reach];
}
