import {known} from "../../graph/options.ts";
import type {Op} from "../../graph/op.ts";
import {samePosition, writesOutput} from "./pointwise.ts";
import {single} from "./expect.ts";

/** Makes an op without state or options that works element by element on any shape. */
export function activation<N extends string>(
  name: N,
  {onnx, torch}: {onnx: Op["onnx"]; torch: (x: string) => string}
): Op<object, N> {
  return {
    name,
    options: (raw) => known(raw, name, []),
    shape: (inputs) => single(inputs, name),
    parameters: () => [],
    macs: () => 0,
    memory: writesOutput,
    field: samePosition,
    onnx,
    torch: ([x]) => ({forward: torch(x)})
  };
}
