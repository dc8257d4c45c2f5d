import {concat as tfConcat, slice as tfSlice} from "@tensorflow/tfjs-core";
import type {OptionsOf} from "../../ops/table.ts";
import type {Runner} from "./call.ts";

/** Channels are last in every layout. */
export const concat: Runner<object> = ({inputs}) => tfConcat([...inputs], -1);

export const slice: Runner<OptionsOf<"slice">> = ({inputs: [x], options: {from, to}}) =>
  tfSlice(x, [...x.shape.slice(1).map(() => 0), from], [...x.shape.slice(0, -1), to - from]);
