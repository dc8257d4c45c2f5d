import {didYouMean} from "../../graph/suggest.ts";
import {ExchangeError} from "../error.ts";
import {StoredTensor} from "./storage.ts";

/** The state dicts of a checkpoint by where they stand in it: "" for the file itself, `state_dict`, `model_ema.module`. */
export type StateDicts = ReadonlyMap<string, ReadonlyMap<unknown, unknown>>;

/** Names under which checkpoints keep the weights, the likeliest first. */
const usual = ["", "state_dict", "model", "model_state_dict", "model_state", "net", "network", "weights", "module"];

/** How deep checkpoints nest their state dicts. */
const depth = 3;

/** Every dictionary of tensors in an unpickled checkpoint. Each is looked at once, so what contains itself ends as well. */
export function stateDictsOf(root: unknown): StateDicts {
  const found = new Map<string, ReadonlyMap<unknown, unknown>>();
  const seen = new Set<unknown>();
  let open: [string, unknown][] = [["", root]];
  for (let level = 0; level <= depth; ++level) {
    const next: [string, unknown][] = [];
    for (const [path, value] of open) {
      if (!(value instanceof Map) || seen.has(value)) continue;
      seen.add(value);
      if (tensorsIn(value)) found.set(path, value);
      for (const [key, item] of value) if (typeof key === "string") next.push([path ? `${path}.${key}` : key, item]);
    }
    open = next;
  }
  return found;
}

/** The state dict at `part`; without one the likeliest. Throws an ExchangeError that names what there is. */
export function chooseStateDict(dicts: StateDicts, part?: string): string {
  const names = [...dicts.keys()];
  if (!names.length)
    throw new ExchangeError(
      "state-dict",
      "no weights in this file; expected a dictionary of tensors, as model.state_dict()"
    );
  if (part !== undefined) {
    if (dicts.has(part)) return part;
    throw new ExchangeError(
      "state-dict",
      `unknown part: ${part}${didYouMean(part, names) || `; there are ${names.map((name) => name || '""').join(", ")}`}`
    );
  }
  // a checkpoint may keep a tensor or two beside its weights
  const most = Math.max(...[...dicts.values()].map(tensorsIn));
  const full = names.filter((name) => 2 * tensorsIn(dicts.get(name)!) > most);
  return usual.find((name) => full.includes(name)) ?? full[0];
}

function tensorsIn(dict: ReadonlyMap<unknown, unknown>): number {
  let count = 0;
  for (const item of dict.values()) if (item instanceof StoredTensor) ++count;
  return count;
}
