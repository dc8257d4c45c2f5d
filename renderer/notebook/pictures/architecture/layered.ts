import {Graph, layout} from "@dagrejs/dagre";
import type {Edge, Place, Vertex} from "./level.ts";

export interface Layered {
  readonly places: readonly Place[];
  /** The way down of each edge that passes other layers; undefined where it goes from one layer to the next. */
  readonly tracks: readonly (number | undefined)[];
}

/** Laid out before, by sizes and edges: a slider that changes widths and no structure costs nothing here. */
const kept = new Map<string, Layered>();
const most = 64;

/** Vertices in layers, sources above targets, with few crossings (Sugiyama's method, by dagre). */
export function layered(vertices: readonly Vertex[], edges: readonly Edge[]): Layered {
  const key = JSON.stringify([vertices.map(({width, height, anchor}) => [width, height, anchor]), edges]);
  let found = kept.get(key);
  if (!found) {
    found = byDagre(vertices, edges);
    if (kept.size >= most) kept.delete(kept.keys().next().value!);
    kept.set(key, found);
  }
  return found;
}

function byDagre(vertices: readonly Vertex[], edges: readonly Edge[]): Layered {
  const graph = new Graph({multigraph: true});
  graph.setGraph({rankdir: "TB", nodesep: 28, edgesep: 16, ranksep: 40});
  // as wide on either side of its anchor, so that lines between anchors can be upright
  for (const [i, {width, height, anchor}] of vertices.entries())
    graph.setNode(String(i), {width: 2 * Math.max(anchor, width - anchor), height});
  for (const [i, {from, to}] of edges.entries())
    graph.setEdge(String(from), String(to), {width: 0, height: 0}, String(i));
  layout(graph);
  return {
    places: vertices.map(({height, anchor}, i) => {
      const {x, y} = graph.node(String(i)) as Place;
      return {x: x - anchor, y: y - height / 2};
    }),
    tracks: edges.map(({from, to}, i) => {
      const {points} = graph.edge(String(from), String(to), String(i)) as {points: Place[]};
      return points.length > 3 ? points[points.length >> 1].x : undefined; // two ends and the middle of one step
    })
  };
}
