import {isSuper} from "../../models/deepMad/structure.ts";
import {convShapes} from "./convShapes.ts";
import {toStructure, type StructureLike} from "../score/evaluate.ts";
import {interpolateLatency, type LatencyTable} from "./latency.ts";
import {unitOf} from "../score/stages.ts";

/**
 * Milliseconds of a structure's convolutions for one image: the sum over them of a table measured on one machine, interpolated.
 * Norms, activations and gates are not in it, so it compares structures rather than promises a time.
 */
export function latencyOf(design: StructureLike, table: LatencyTable, image = 224): number {
  const time = interpolateLatency(table);
  const sum = (...site: Parameters<typeof convShapes>) =>
    convShapes(...site).reduce((ms, shape) => ms + time(shape), 0);
  let side = image;
  let total = 0;
  for (const item of toStructure(design)) {
    const [unit, b, depth] = [unitOf(item), isSuper(item) ? item.btn : 0, isSuper(item) ? item.L : 1];
    total += sum(unit, item.in, item.out, b, item.k, item.s, true, side);
    side /= item.s;
    if (depth > 1) total += (depth - 1) * sum(unit, item.out, item.out, b, item.k, 1, false, side);
  }
  return total;
}
