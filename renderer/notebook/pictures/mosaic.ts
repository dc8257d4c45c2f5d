/** The size of one band. */
export interface BandSize {
  readonly height: number;
  readonly width: number;
}

/** Where a band stands in the mosaic. */
export interface Placed extends BandSize {
  readonly level: number;
  readonly band: "low" | "horizontal" | "vertical" | "diagonal";
  readonly x: number;
  readonly y: number;
}

/** Picture pixels between neighbouring bands. */
const gap = 1;

/**
 * The usual layout of a wavelet pyramid: the low band top left, around it the details of the coarsest level, and so on
 * outwards; vertical edges to the right, horizontal edges below, diagonals in the corner. `sizes[i]` is the size of a band
 * of level i + 1.
 */
export function mosaic(sizes: readonly BandSize[]): {width: number; height: number; bands: readonly Placed[]} {
  const levels = sizes.length;
  const coarsest = sizes[levels - 1];
  const bands: Placed[] = [{level: levels, band: "low", x: 0, y: 0, ...coarsest}];
  let {width, height} = coarsest;
  for (let level = levels; level >= 1; --level) {
    const size = sizes[level - 1];
    // Filters longer than Haar make bands larger than half of what they came from, so a corner may exceed its neighbours
    const right = Math.max(width, size.width) + gap;
    const below = Math.max(height, size.height) + gap;
    bands.push(
      {level, band: "vertical", x: right, y: 0, ...size},
      {level, band: "horizontal", x: 0, y: below, ...size},
      {level, band: "diagonal", x: right, y: below, ...size}
    );
    width = right + size.width;
    height = below + size.height;
  }
  return {width, height, bands};
}
