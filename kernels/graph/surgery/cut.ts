import {findNode} from "../find.ts";
import type {Network} from "../network.ts";
import {prune} from "./splice.ts";

/**
 * The network up to what stands at `path`: it gives that value, and what comes after is gone. For several paths it gives
 * several values. Throws a NetworkError with the nearest path if there is nothing.
 */
export function cut(network: Network, path: string | readonly string[]): Network {
  const outputs = [path].flat().map((one) => findNode(network, one));
  return prune(network, outputs, outputs);
}

/**
 * The network with further outputs: the values at these paths, behind its own. Throws a NetworkError with the nearest path
 * if there is nothing at one.
 */
export function tap(network: Network, path: string | readonly string[]): Network {
  const outputs = [...network.outputs, ...[path].flat().map((one) => findNode(network, one))];
  return Object.freeze({...network, outputs});
}
