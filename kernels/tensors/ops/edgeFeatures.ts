import type {OptionsOf} from "../../ops/table.ts";
import {edges} from "../kernels/edges.ts";
import type {Runner} from "./call.ts";

export const edgeFeatures: Runner<OptionsOf<"edgeFeatures">> = ({inputs: [x], options: {neighbours}}) =>
  edges(x, neighbours);
