import type {Weights} from "../../graph/weights.ts";

/** How a library names the tensors of networks that have other keys here. Both directions undo each other. */
export interface KeyMap {
  readonly name: string;
  /** Whether a file's keys are that library's, for a network with these keys of ours. */
  recognises(keys: ReadonlySet<string>, ours: ReadonlySet<string>): boolean;
  toOurs(key: string): string;
  /** `ours` are all keys of the network. */
  toTheirs(key: string, ours: ReadonlySet<string>): string;
}

/** The same tensors under our keys, or under those of the library that the map is of. */
export function renameKeys(weights: Weights, map: KeyMap, to: "ours" | "theirs"): Weights {
  const keys = new Set(weights.keys());
  const rename = (key: string) => (to === "ours" ? map.toOurs(key) : map.toTheirs(key, keys));
  return new Map([...weights].map(([key, weight]) => [rename(key), weight]));
}
