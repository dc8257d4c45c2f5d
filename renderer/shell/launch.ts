import {startSession} from "./host.ts";

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

const key = "token";

/**
 * The session's token: by the launch code, which is taken out of the address at once, else the one that this tab was given
 * before it was loaded again. null if there is neither.
 */
export async function findToken(
  launch: Launch,
  {fetch, storage, clear}: {fetch: typeof globalThis.fetch; storage: Storage; clear: () => void}
): Promise<string | null> {
  clear();
  if (launch.code === null) return storage.getItem(key);
  const token = await startSession(fetch, launch.code);
  storage.setItem(key, token);
  return token;
}
