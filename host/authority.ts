import type {Context} from "./context.ts";
import {HttpError} from "./httpError.ts";
import type {Origins} from "./origins.ts";
import type {Sessions} from "./session.ts";

/**
 * Who asked, read from what a browser says and a page cannot forge: `Sec-Fetch-Site`, with `Origin` where it was another
 * site. `unknown` where there is no such header (not a browser, or an old one).
 */
export function initiatorOfHeaders(headers: Headers): string {
  const site = headers.get("sec-fetch-site");
  if (site === null) return "unknown";
  if (site === "same-origin") return "self";
  if (site === "none") return "none";
  return headers.get("origin") ?? site;
}

/**
 * Throws unless this request may use the API: asked by the shell's own page (where the transport can tell), from exactly
 * the shell's origin for anything that changes something, with a valid token. The request that trades the launch code for
 * a token has none yet; over HTTP it must then come from the page for certain.
 */
export function checkAuthority(
  request: Request,
  context: Context,
  {origins, sessions, exchange}: {origins: Origins; sessions: Sessions; exchange: boolean}
): void {
  const {initiator, transport} = context;
  const vouched = initiator === "self";
  if (!vouched && initiator !== "unknown") throw new HttpError(403, `refused: asked by ${initiator}, not by the shell`);
  if (exchange && !vouched && transport !== "electron")
    throw new HttpError(403, "refused: not asked by the shell's page");
  if (request.method !== "GET" && request.method !== "HEAD") {
    const origin = request.headers.get("origin");
    // Electron leaves Origin out of some requests, but knows the initiator itself.
    const excused = origin === null && transport === "electron" && vouched;
    if (!excused && origin !== origins.shell)
      throw new HttpError(403, `refused: origin ${origin ?? "missing"}; expected ${origins.shell}`);
  }
  if (!exchange) sessions.check(request.headers.get("x-subband-token"), context.windowId);
}
