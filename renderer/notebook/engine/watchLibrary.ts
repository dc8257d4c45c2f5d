import {isThenable} from "./definition.ts";
import type {EngineOptions} from "./types.ts";

/** Marks names of the library as loaded once their value is there. */
export function watchLibrary(library: EngineOptions["library"], loaded: Set<string>): Record<string, () => unknown> {
  return Object.fromEntries(
    Object.entries(library).map(([name, make]) => [
      name,
      () => {
        const value = make();
        if (isThenable(value))
          value.then(
            () => loaded.add(name),
            () => {}
          );
        else loaded.add(name);
        return value;
      }
    ])
  );
}
