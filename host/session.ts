import {createHash, randomBytes} from "node:crypto";
import {HttpError} from "./httpError.ts";

/** How long a launch code is good for, in milliseconds. */
export const codeLife = 60_000;

const fingerprint = (secret: string) => createHash("sha256").update(secret).digest("hex");

/** Who may use the API: launch codes, each good once and for a minute, and the tokens that they were exchanged for. */
export interface Sessions {
  /** A new launch code, for one window where `windowId` is given. */
  code(windowId?: number): string;
  /**
   * A token for a code. Throws 401 where the code is unknown, used, too old or another window's. A used code is good again
   * only for whoever made the same `claim` (a secret of the page's own) the first time: a page that was loaded again before
   * the answer came.
   */
  exchange(code: string, options?: {windowId?: number; claim?: string}): string;
  /** Throws 401 where the token is missing or unknown, or was given to another window. */
  check(token: string | null, windowId?: number): void;
}

export function createSessions(now: () => number = () => Date.now()): Sessions {
  // Secrets are kept and looked up as hashes, so that the time of a look-up says nothing about them.
  const codes = new Map<string, {expires: number; windowId?: number; claim?: string | null}>();
  const tokens = new Map<string, {windowId?: number}>();
  return {
    code(windowId) {
      for (const [key, {expires}] of codes) if (expires < now()) codes.delete(key);
      const code = randomBytes(18).toString("base64url");
      codes.set(fingerprint(code), {expires: now() + codeLife, windowId});
      return code;
    },
    exchange(code, {windowId, claim} = {}) {
      const key = fingerprint(code);
      const found = codes.get(key);
      const mine = claim === undefined ? null : fingerprint(claim);
      const used = found?.claim !== undefined;
      const again = used && mine !== null && found.claim === mine;
      if (found === undefined || found.expires < now() || found.windowId !== windowId || (used && !again))
        throw new HttpError(401, "invalid code: unknown, used already or older than a minute");
      found.claim = mine;
      const token = randomBytes(32).toString("base64url");
      tokens.set(fingerprint(token), {windowId});
      return token;
    },
    check(token, windowId) {
      if (token === null) throw new HttpError(401, "missing token; expected x-subband-token");
      const found = tokens.get(fingerprint(token));
      if (found === undefined || found.windowId !== windowId) throw new HttpError(401, "invalid token");
    }
  };
}
