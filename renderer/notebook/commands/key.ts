/** What of a keyboard event names a key. */
export type KeyPress = Pick<KeyboardEvent, "key" | "code" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey">;

/**
 * The name of a pressed key: modifiers in the order Shift, Alt, Mod, then the key, letters in lower case: `Shift-Mod-Enter`,
 * `j`, `?`. Shift is left out where it only makes the character. A modifier that is not this system's Mod is kept as
 * `Ctrl` or `Meta`, so that it matches nothing by chance.
 */
export function keyOf(event: KeyPress, mac: boolean): string {
  const letter = /^[a-z]$/i.test(event.key);
  const character = event.key.length === 1;
  // Alt changes the character on a Mac; the code still says which key it is
  const coded = event.altKey ? /^(?:Key|Digit)(.)$/.exec(event.code)?.[1]?.toLowerCase() : undefined;
  const name = coded ?? (letter ? event.key.toLowerCase() : event.key);
  const mod = mac ? event.metaKey : event.ctrlKey;
  const other = mac ? event.ctrlKey : event.metaKey;
  return [
    event.shiftKey && (!character || letter || event.altKey || mod) && "Shift",
    event.altKey && "Alt",
    other && (mac ? "Ctrl" : "Meta"),
    mod && "Mod",
    name
  ]
    .filter(Boolean)
    .join("-");
}

const symbols: Record<string, string> = {
  Mod: "⌘",
  Shift: "⇧",
  Alt: "⌥",
  Enter: "↩",
  Escape: "esc",
  Backspace: "⌫",
  ArrowUp: "↑",
  ArrowDown: "↓"
};

const words: Record<string, string> = {
  Mod: "Ctrl",
  Escape: "Esc",
  ArrowUp: "↑",
  ArrowDown: "↓"
};

/** A key as a person reads it: `⇧⌘↩` on a Mac, `Shift+Ctrl+Enter` elsewhere. */
export function showKey(key: string, mac: boolean): string {
  const parts = key
    .split("-")
    .map((part) => (mac ? symbols[part] : words[part]) ?? (part.length === 1 ? part.toUpperCase() : part));
  return parts.join(mac ? "" : "+");
}

/** Whether this is a Mac, where Mod is the Command key. */
export function isMac(navigator: {platform: string}): boolean {
  return navigator.platform.startsWith("Mac");
}
