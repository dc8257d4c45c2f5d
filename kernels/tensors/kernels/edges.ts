import {zerosLike, type GradConfig, type Tensor, type Tensor4D} from "@tensorflow/tfjs-core";
import {run} from "./run.ts";

/*
 * The edges from points to their nearest points, in the terms of x [n, p, 1, c] and the numbers j of the nearest:
 *
 *   e[i, k] = [x[j(i, k)] − x[i]; x[i]]
 *   dx[q] = Σ over k of (de₂[q, k] − de₁[q, k]) + Σ over the edges (i, k) with j(i, k) = q of de₁[i, k]
 *
 * Distances are sums of squared differences, not |x|² + |y|² − 2xy, which loses small ones in float32. No gradient passes
 * through the choice.
 */

/** {x [n, p, 1, c]} {count} → numbers of the nearest points [n, p, count], as floats; of equal distances the earlier first. */
export const Nearest = "SubbandNearest";
/** {x [n, p, 1, c], nearest [n, p, k]} → [n, p, k, 2c]. */
export const Edges = "SubbandEdges";
/** {dy [n, p, k, 2c], nearest [n, p, k]} → dx [n, p, 1, c]. */
export const EdgesGradient = "SubbandEdgesGradient";

export type NearestAttributes = {count: number};

/** [n, p, 1, c] → [n, p, count, 2c]. */
export function edges(x: Tensor, count: number): Tensor4D {
  return run(Edges, {x, nearest: run<Tensor>(Nearest, {x}, {count})});
}

export const edgesGradients: GradConfig[] = [
  {
    kernelName: Nearest,
    inputsToSave: ["x"],
    // a choice is constant almost everywhere; tfjs wants a gradient for all that stands on the tape
    gradFunc: (_, [x]) => ({x: () => zerosLike(x)})
  },
  {
    kernelName: Edges,
    inputsToSave: ["nearest"],
    gradFunc: (dy, [nearest]) => ({
      x: () => run(EdgesGradient, {dy: dy as Tensor, nearest}),
      nearest: () => zerosLike(nearest)
    })
  }
];
