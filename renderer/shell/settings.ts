import {effect, type Signal, signal} from "@preact/signals-core";

/** What the shell remembers of a person's habits; losing it costs nothing that matters. */
export interface Settings {
  /** Whether the file is written when nothing was typed for a second. */
  readonly autosave: Signal<boolean>;
  readonly sidebar: Signal<boolean>;
  /** Paths of the workspace, the latest first. */
  readonly recent: Signal<readonly string[]>;
  /** Folders of the file list that a person folded or unfolded, against what they do by themselves. */
  readonly toggled: Signal<readonly string[]>;
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === "string");
const isBoolean = (value: unknown): value is boolean => typeof value === "boolean";

/** The settings of this browser; each is stored when it changes. A small window begins with the notebook alone. */
export function readSettings(storage: Pick<Storage, "getItem" | "setItem">, {small = false} = {}): Settings {
  function stored<T>(key: string, fits: (value: unknown) => value is T, otherwise: T): Signal<T> {
    let first = otherwise;
    try {
      const value: unknown = JSON.parse(storage.getItem(key) ?? "null");
      if (fits(value)) first = value;
    } catch {
      // Not ours, or from another version: the default will do.
    }
    const made = signal(first);
    effect(() => {
      const text = JSON.stringify(made.value);
      try {
        storage.setItem(key, text);
      } catch {
        // Storage is full or forbidden: the setting lasts as long as the window.
      }
    });
    return made;
  }
  return {
    autosave: stored("autosave", isBoolean, true),
    sidebar: stored(small ? "sidebar-small" : "sidebar", isBoolean, !small),
    recent: stored("recent", isTexts, []),
    toggled: stored("toggled", isTexts, [])
  };
}
