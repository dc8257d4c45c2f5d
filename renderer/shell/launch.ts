import {type ReadonlySignal, signal} from "@preact/signals-core";
import {HostError, type Session, startSession} from "./host.ts";

/** What the address of the window asks for. */
export interface Launch {
  /** The one-time code to be exchanged for the token; null when the page was loaded again. */
  readonly code: string | null;
  readonly open: string | null;
  /** Open without running. */
  readonly paused: boolean;
}

/** Reads the fragment of the address: `#code=…&open=first-light.html&paused=1`. */
export function readLaunch(fragment: string): Launch {
  const values = new URLSearchParams(fragment.replace(/^#/, ""));
  return {code: values.get("code"), open: values.get("open"), paused: values.get("paused") === "1"};
}

/** What this tab remembers while it lives, across loads. */
type TabStorage = Pick<Storage, "getItem" | "setItem">;

export interface Exchange {
  readonly fetch: typeof globalThis.fetch;
  readonly storage: TabStorage;
  /** Takes the code out of the address. */
  readonly clear: () => void;
}

/** A secret of this tab's own: with it, a code whose answer was lost by a reload is good once more. */
function claimOf(storage: TabStorage): string {
  const known = storage.getItem("claim");
  if (known !== null) return known;
  const made = crypto.randomUUID();
  storage.setItem("claim", made);
  return made;
}

/**
 * The session's token: by the launch code, which is taken out of the address once it has been exchanged, else the one that
 * this tab was given before it was loaded again. null if there is neither.
 */
export async function findToken(launch: Launch, {fetch, storage, clear}: Exchange): Promise<string | null> {
  const kept = storage.getItem("token");
  if (launch.code === null) {
    clear();
    return kept;
  }
  try {
    const token = await startSession(fetch, launch.code, claimOf(storage));
    storage.setItem("token", token);
    return token;
  } catch (error) {
    // An old address in a tab that was let in already.
    if (kept !== null && error instanceof HostError && error.status === 401) return kept;
    throw error;
  } finally {
    clear();
  }
}

/** This window's session: the token as it is now, and whether the host refuses it. */
export interface WindowSession extends Session {
  /** Whether the host was started anew and does not know this window. */
  readonly stale: ReadonlySignal<boolean>;
  /** Exchanges the code of a new address. Throws a HostError where it is not good; then all is as before. */
  renew(code: string): Promise<void>;
}

/** The session of a window that has `token`. */
export function windowSession(token: string, {fetch, storage}: Omit<Exchange, "clear">): WindowSession {
  let current = token;
  const stale = signal(false);
  return {
    stale,
    get token() {
      return current;
    },
    refused(refused) {
      // An answer to a request of before counts for nothing.
      if (refused === current) stale.value = true;
    },
    async renew(code) {
      const next = await startSession(fetch, code, claimOf(storage));
      storage.setItem("token", next);
      current = next;
      stale.value = false;
    }
  };
}
