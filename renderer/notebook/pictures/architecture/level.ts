// The vertices of one level and how they are placed: pure numbers, no card, no network.

/** A card or a port. Its anchors are where lines enter at the top and leave at the bottom, from its left side. */
export interface Vertex {
  readonly width: number;
  readonly height: number;
  /** The anchor that stands over the spine where vertices form a column. */
  readonly anchor: number;
}

export interface Edge {
  readonly from: number;
  readonly to: number;
  /** Room that it needs between the two, for a label. */
  readonly gap: number;
}

/** Left top corners. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/**
 * Which edges only repeat what a longer way says already: a residual connection, a skip of a U-Net. Vertices stand in an
 * order in which sources precede targets.
 */
export function skipsOf(count: number, edges: readonly Edge[]): readonly boolean[] {
  const targets: number[][] = Array.from({length: count}, () => []);
  for (const {from, to} of edges) targets[from].push(to);
  return edges.map(({from, to}) => {
    if (targets[from].length < 2) return false;
    const seen = new Set<number>();
    const rest = targets[from].filter((each) => each !== to && each < to);
    for (let v = rest.pop(); v !== undefined; v = rest.pop()) {
      if (v === to) return true;
      if (seen.has(v)) continue;
      seen.add(v);
      for (const next of targets[v]) if (next <= to) rest.push(next);
    }
    return false;
  });
}

/** Whether these edges are one line through all vertices in their order. */
export function isChain(count: number, edges: readonly Edge[]): boolean {
  return edges.length === count - 1 && edges.every(({from, to}) => to === from + 1);
}

/** One below the other, anchors over one spine. */
export function column(vertices: readonly Vertex[], edges: readonly Edge[]): readonly Place[] {
  const gaps = new Map<number, number>();
  for (const {from, gap} of edges) gaps.set(from, Math.max(gap, gaps.get(from) ?? 0));
  let y = 0;
  return vertices.map(({height, anchor}, i) => {
    const place = {x: -anchor, y};
    y += height + (gaps.get(i) ?? 16);
    return place;
  });
}
