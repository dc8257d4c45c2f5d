import {interpolateRdBu, interpolateViridis, rgb} from "d3";

/** 256 colours as little-endian RGBA, ready for the Uint32 view of an ImageData. */
export type ColourTable = Uint32Array;

function table(colour: (t: number) => string): ColourTable {
  return Uint32Array.from({length: 256}, (_, i) => {
    const {r, g, b} = rgb(colour(i / 255));
    return (255 << 24) | (b << 16) | (g << 8) | r;
  });
}

const tables = {
  grey: (t: number) => `rgb(${[t, t, t].map((v) => Math.round(255 * v)).join(",")})`,
  viridis: interpolateViridis,
  // Red for positive: the convention of signed maps in this field
  signed: (t: number) => interpolateRdBu(1 - t)
};

export type Scheme = keyof typeof tables;

const made = new Map<Scheme, ColourTable>();

/** Colours for values from low to high: `grey` for images, `viridis` for sizes, `signed` (blue, white, red) centred on 0. */
export function colourTable(scheme: Scheme): ColourTable {
  if (!Object.hasOwn(tables, scheme))
    throw new TypeError(`unknown colours: ${scheme}; expected ${Object.keys(tables).join(", ")}`);
  let colours = made.get(scheme);
  if (!colours) made.set(scheme, (colours = table(tables[scheme])));
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
