import {describeNetwork, type NetworkDescription} from "./describe.ts";
import type {Network} from "./network.ts";

/** A description without anything that JSON cannot say: options of blocks may hold functions, which cannot be posted. */
export function plainNetwork(net: Network): NetworkDescription {
  return JSON.parse(JSON.stringify(describeNetwork(net))) as NetworkDescription;
}
