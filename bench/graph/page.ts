import type {Network} from "../../kernels/graph/network.ts";
import {costTable} from "../../kernels/insight/costs.ts";
import {networkTable} from "../../renderer/notebook/pictures/networkTable.ts";
import {networks} from "./networks.ts";

/** Milliseconds of one network's steps, a value a round. */
export interface Timings {
  readonly nodes: number;
  /** From nothing to the graph. */
  readonly trace: number[];
  /** Shapes, parameters, MACs, memory and fields of every node and block off the graph. */
  readonly read: number[];
  /** The table's elements, in the document and laid out. */
  readonly table: number[];
}

function timed<T>(times: number[], body: () => T): T {
  const start = performance.now();
  const value = body();
  times.push(performance.now() - start);
  return value;
}

/** Traces, reads and draws every network in turn, as often as told, so that what else the machine does falls on all. */
function measure(rounds: number): Record<string, Timings> {
  const place = document.body.appendChild(document.createElement("div"));
  const results: Record<string, Timings> = {};
  for (let round = 0; round < rounds; ++round)
    for (const [name, build] of Object.entries(networks)) {
      const {trace, read, table} = (results[name] ??= {nodes: build().nodes.length, trace: [], read: [], table: []});
      const net: Network = timed(trace, build);
      const rows = timed(read, () => costTable(net));
      timed(table, () => {
        place.replaceChildren(networkTable(rows));
        return place.offsetHeight; // forces the layout
      });
    }
  return results;
}

Object.assign(globalThis, {measure});
