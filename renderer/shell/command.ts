/** Something that a person can ask of the shell: by key, by palette, by the application's menu. */
export interface Command {
  readonly id: string;
  readonly title: string;
  readonly group: string;
  /** As in `Mod-Shift-k`; Mod is ⌘ on a Mac and Ctrl elsewhere. Several keys are parted by spaces. */
  readonly key?: string;
  readonly when?: () => boolean;
  readonly run: () => void;
}

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

/** The command that these keys stand for here and now. */
export function commandFor(event: Pressed, commands: readonly Command[], mac: boolean): Command | undefined {
  const pressed = [
    (mac ? event.metaKey : event.ctrlKey) && "Mod",
    (mac ? event.ctrlKey : event.metaKey) && "Other",
    event.altKey && "Alt",
    event.shiftKey && "Shift",
    event.key.length === 1 ? event.key.toLowerCase() : event.key
  ]
    .filter(Boolean)
    .join("-");
  return commands.find(({key, when}) => key?.split(" ").includes(pressed) && (when?.() ?? true));
}

const macSigns: Record<string, string> = {Mod: "⌘", Alt: "⌥", Shift: "⇧", Enter: "↩", Backspace: "⌫", Tab: "⇥"};

/** A key as people read it on their system: `⇧⌘K`, `Ctrl+Shift+K`. */
export function readableKey(key: string, mac: boolean): string {
  const parts = key.split(" ")[0].split(/-(?=.)/);
  const letter = (part: string) => (part.length === 1 ? part.toUpperCase() : part);
  if (!mac) return parts.map((part) => (part === "Mod" ? "Ctrl" : letter(part))).join("+");
  return parts.map((part) => macSigns[part] ?? letter(part)).join("");
}
