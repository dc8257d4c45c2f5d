import {failure} from "./answer.ts";
import {checkAuthority} from "./authority.ts";
import type {Context} from "./context.ts";
import {HttpError} from "./httpError.ts";
import type {LiveNotebook, LiveNotebooks} from "./notebooks.ts";
import {originOf, type Origins} from "./origins.ts";
import {notebookHeaders, shellHeaders} from "./policy.ts";
import {allowed, type Answer, matchRoute, type Method, methods, type Route} from "./route.ts";
import {segmentsOfUrl} from "./segments.ts";
import type {Sessions} from "./session.ts";

/** The whole of the host: what every mount calls. */
export type Handler = (request: Request, context: Context) => Promise<Response>;

type Place = {at: "shell"} | {at: "notebook"; notebook: LiveNotebook} | {at: "elsewhere"};

/** The page for those who came to another name of this machine. A fragment travels along by itself. */
function wayToShell(origins: Origins): Response {
  const page = `<!doctype html><meta charset="utf-8"><title>Subband</title><a href="${origins.shell}/">Subband is here</a>\n`;
  return new Response(page, {
    status: 307,
    headers: {
      location: `${origins.shell}/`,
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer"
    }
  });
}

export function createHandler({
  routes,
  origins,
  notebooks,
  sessions,
  log
}: {
  routes: readonly Route[];
  origins: Origins;
  notebooks: LiveNotebooks;
  sessions: Sessions;
  /** Told of failures that are our own fault. */
  log: (message: string, error: unknown) => void;
}): Handler {
  /** Whose origin was asked. Exact names only, and over HTTP the name in Host, whatever the request's target says. */
  function placeOf(url: URL, request: Request, context: Context): Place {
    const origin = originOf(url);
    const host = request.headers.get("host");
    const agrees = context.transport !== "http" || host?.toLowerCase() === url.host.toLowerCase();
    if (agrees) {
      if (origin === origins.shell) return {at: "shell"};
      const notebook = notebooks.find(origins.idOf(origin));
      if (notebook !== undefined) return {at: "notebook", notebook};
      if (origins.elsewhere.includes(origin)) return {at: "elsewhere"};
    }
    throw new HttpError(
      403,
      `refused: unknown host ${(host ?? url.host).slice(0, 80)}; Subband is at ${origins.shell}`
    );
  }

  async function answer(url: URL, place: Place, request: Request, context: Context): Promise<Response> {
    if (place.at === "elsewhere") return wayToShell(origins);
    const found = matchRoute(routes, place.at, segmentsOfUrl(url));
    if (found === undefined) throw new HttpError(404, `unknown address: ${url.pathname.slice(0, 200)}`);
    const {route, params, rest} = found;
    const run = answerFor(route, request.method);
    if (route.authority !== "page")
      checkAuthority(request, context, {origins, sessions, exchange: route.authority === "exchange"});
    return run({request, context, params, rest, notebook: place.at === "notebook" ? place.notebook : undefined});
  }

  function refused(error: unknown, request: Request, url: URL): Response {
    if (error instanceof HttpError) return failure(error.status, error.message, {...error.headers});
    log(`${request.method} ${url.pathname}`, error);
    return failure(500, "something went wrong in Subband itself; its log says what");
  }

  return async (request, context) => {
    const url = new URL(request.url);
    let place: Place = {at: "elsewhere"};
    let response: Response;
    try {
      place = placeOf(url, request, context);
      response = await answer(url, place, request, context);
    } catch (error) {
      response = refused(error, request, url);
    }
    if (place.at !== "elsewhere") {
      // A 304 replaces the headers of the cached document, so it must carry the document's own.
      const isDocument = url.pathname === "/" && (response.ok || response.status === 304);
      const headers = place.at === "shell" ? shellHeaders(origins) : notebookHeaders(origins, isDocument);
      for (const [name, value] of Object.entries(headers))
        if (!response.headers.has(name)) response.headers.set(name, value);
    }
    if (request.method !== "HEAD" || response.body === null) return response;
    await response.body.cancel();
    return new Response(null, {status: response.status, headers: response.headers});
  };
}

/** What a route does for a method; throws 405. */
function answerFor(route: Route, method: string): Answer {
  const name = method === "HEAD" ? "GET" : method;
  const run = methods.includes(name as Method) ? route[name as Method] : undefined;
  if (run === undefined)
    throw new HttpError(405, `method not allowed: ${method}; expected ${allowed(route)}`, {allow: allowed(route)});
  return run;
}
