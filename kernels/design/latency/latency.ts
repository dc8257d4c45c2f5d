import {groupBy} from "./groupBy.ts";
import {NetworkError} from "../../graph/errors.ts";

/** A convolution as a latency table knows it: it reads `input` channels at `side`, depthwise or over all channels. */
export interface ConvShape {
  readonly depthwise: boolean;
  readonly input: number;
  readonly output: number;
  readonly side: number;
  readonly kernel: number;
  readonly stride: number;
}

/** Measured milliseconds of convolutions for one image. `machine` and `backend` say where: the numbers hold only there. */
export interface LatencyTable {
  readonly machine: string;
  readonly backend: string;
  readonly entries: readonly (ConvShape & {readonly ms: number})[];
}

type Grid = {
  readonly sides: readonly number[];
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly ms: ReadonlyMap<string, number>;
};

/**
 * Milliseconds of any convolution, interpolated: linear in the logarithms of side and channels between the measured points,
 * which must form a full grid for each (depthwise, kernel, stride); beyond the grid the last slope goes on. Throws a
 * NetworkError for a table with holes, and for a kernel or stride that it lacks.
 */
export function interpolateLatency(table: LatencyTable): (conv: ConvShape) => number {
  const grids = new Map<string, Grid>();
  for (const [key, entries] of groupBy(table.entries, groupOf)) {
    const axis = (of: (entry: ConvShape) => number) => [...new Set(entries.map(of))].sort((a, b) => a - b);
    const grid = {sides: axis(({side}) => side), inputs: axis(({input}) => input), outputs: axis(outputOf)};
    const ms = new Map(entries.map((entry) => [`${entry.side}/${entry.input}/${outputOf(entry)}`, entry.ms]));
    for (const side of grid.sides)
      for (const input of grid.inputs)
        for (const output of grid.outputs)
          if (!((ms.get(`${side}/${input}/${output}`) ?? 0) > 0))
            throw new NetworkError(`incomplete latency table: no time for side ${side}, ${input} → ${output} (${key})`);
    grids.set(key, {...grid, ms});
  }
  return (conv) => {
    const grid = grids.get(groupOf(conv));
    if (!grid) throw new NetworkError(`missing in the latency table: ${groupOf(conv)}`);
    const sides = between(grid.sides, conv.side);
    const inputs = between(grid.inputs, conv.input);
    const outputs = between(grid.outputs, outputOf(conv));
    let log = 0;
    for (const [side, a] of sides)
      for (const [input, b] of inputs)
        for (const [output, c] of outputs) log += a * b * c * Math.log(grid.ms.get(`${side}/${input}/${output}`)!);
    return Math.exp(log);
  };
}

function groupOf({depthwise, kernel, stride}: ConvShape): string {
  return `${depthwise ? "depthwise " : ""}${kernel}×${kernel} stride ${stride}`;
}

/** A depthwise convolution has one axis of channels. */
function outputOf({depthwise, output}: ConvShape): number {
  return depthwise ? 1 : output;
}

/** The two points around a value with their weights, in logarithms. */
function between(points: readonly number[], value: number): readonly (readonly [number, number])[] {
  if (points.length === 1) return [[points[0], 1]];
  let i = 0;
  while (i < points.length - 2 && points[i + 1] < value) ++i;
  const t = Math.log(value / points[i]) / Math.log(points[i + 1] / points[i]);
  return [
    [points[i], 1 - t],
    [points[i + 1], t]
  ];
}
