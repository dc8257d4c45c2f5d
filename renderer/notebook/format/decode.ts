import {withoutSemicolon, withSemicolon} from "./namedReferences.ts";

/** What numeric references to the C1 controls mean in HTML: windows-1252. */
const windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/**
 * Replaces the character references of an attribute's value or a title. In attributes a name without semicolon before
 * `=`, a letter or a digit stays as it is (`?a=1&copy=2`).
 */
export function decode(text: string, {attribute}: {attribute: boolean}): string {
  return text.replace(/&(?:#[xX]([0-9a-fA-F]+);?|#([0-9]+);?|([a-zA-Z][a-zA-Z0-9]*)(;?))/g, (whole, ...found) => {
    const [hex, decimal, name, semicolon, at] = found as [string?, string?, string?, string?, number?];
    if (hex !== undefined) return character(parseInt(hex, 16));
    if (decimal !== undefined) return character(parseInt(decimal, 10));
    const next = text[(at ?? 0) + whole.length] ?? "";
    return named(name ?? "", semicolon === ";", next, attribute) ?? whole;
  });
}

function named(name: string, semicolon: boolean, next: string, attribute: boolean): string | undefined {
  if (semicolon && withSemicolon.has(name)) return withSemicolon.get(name);
  for (let length = Math.min(name.length, 6); length >= 2; --length) {
    const found = withoutSemicolon.get(name.slice(0, length));
    if (found === undefined) continue;
    const rest = name.slice(length) + (semicolon ? ";" : "");
    if (attribute && /^[=a-zA-Z0-9]/.test(rest + next)) return undefined;
    return found + rest;
  }
  return undefined;
}

function character(code: number): string {
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return "\ufffd";
  return code >= 0x80 && code <= 0x9f ? windows1252[code - 0x80] : String.fromCodePoint(code);
}
