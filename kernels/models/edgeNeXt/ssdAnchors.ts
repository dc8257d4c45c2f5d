/** A box by its centre and sides, in shares of the picture's width and height. */
export interface AnchorBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface SsdAnchorsOptions {
  /** Sizes of the first map's boxes and of the step behind the last's, in shares of the picture. */
  smallest?: number;
  largest?: number;
  /** Ratios of the sides besides 1, each also turned, of all maps but the last, and of the last. */
  ratios?: readonly number[];
  lastRatios?: readonly number[];
}

/**
 * The boxes of SSD (Liu et al., arXiv 1512.02325) as EdgeNeXt's detector has them, map by map, row by row, position by position:
 * of n + 1 even sizes from `smallest` to `largest` map i has squares of sᵢ and √(sᵢ·sᵢ₊₁) and, for each ratio r, boxes of
 * sᵢ√r × sᵢ/√r and turned. Centres stand at (x + ½)/w, (y + ½)/h. Corners are cut to the picture. Throws where there is no map.
 */
export function ssdAnchors(
  maps: readonly (readonly [height: number, width: number])[],
  {smallest = 0.1, largest = 1.05, ratios = [2, 3], lastRatios = [2]}: SsdAnchorsOptions = {}
): readonly AnchorBox[] {
  if (!maps.length) throw new Error("invalid maps: none; expected [height, width] of each");
  const size = (i: number) => smallest + ((largest - smallest) * i) / maps.length;
  return maps.flatMap(([height, width], i) => {
    const shapes = boxes(size(i), size(i + 1), i === maps.length - 1 ? lastRatios : ratios);
    return Array.from({length: height * width}, (_, at) => {
      const [y, x] = [(Math.floor(at / width) + 0.5) / height, ((at % width) + 0.5) / width];
      return shapes.map(([across, down]) => clipped(x, y, across, down));
    }).flat();
  });
}

/** Width and height of the boxes at one position. */
function boxes(size: number, next: number, ratios: readonly number[]): readonly (readonly [number, number])[] {
  const between = Math.sqrt(size * next);
  return [
    [size, size],
    [between, between],
    ...ratios.flatMap((ratio) => {
      const [long, short] = [size * Math.sqrt(ratio), size / Math.sqrt(ratio)];
      return [[long, short] as const, [short, long] as const];
    })
  ];
}

function clipped(x: number, y: number, width: number, height: number): AnchorBox {
  const cut = (value: number) => Math.min(1, Math.max(0, value));
  const [left, right] = [cut(x - width / 2), cut(x + width / 2)];
  const [top, bottom] = [cut(y - height / 2), cut(y + height / 2)];
  return {x: (left + right) / 2, y: (top + bottom) / 2, width: right - left, height: bottom - top};
}
