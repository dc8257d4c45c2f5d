import {createHash} from "node:crypto";

const digits = "abcdefghijklmnopqrstuvwxyz234567";

/** RFC 4648 base 32 in lower case, without padding. */
function base32(bytes: Uint8Array): string {
  let text = "";
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += digits[(held >> bits) & 31];
    }
  }
  return bits > 0 ? text + digits[(held << (5 - bits)) & 31] : text;
}

/** The id of the notebook at a real path: a label of its origin, stable on this installation, not to be guessed. */
export function notebookId(salt: string, realPath: string): string {
  const hash = createHash("sha256").update(salt).update(realPath).digest();
  return base32(hash).slice(0, 26);
}
