import {request as send} from "node:http";
import {initiatorOfHeaders} from "../../host/authority.ts";
import type {Host, HostOptions} from "../../host/host.ts";
import {appOrigins, httpOrigins, type Origins} from "../../host/origins.ts";
import {reservePort} from "../../host/server.ts";
import type {House} from "./house.ts";

/** What a test sends. `initiator` is whose page asks: an origin, or `none` for the browser itself. */
export interface Sent {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly initiator?: string;
  readonly windowId?: number;
  readonly signal?: AbortSignal;
}

/** One way to reach the host. */
export interface Mount {
  readonly name: string;
  readonly origins: Origins;
  readonly host: Host;
  /** Sends what a browser would send for a fetch of `url` by a page of `initiator` (the URL's own origin by default). */
  fetch(url: string, sent?: Sent): Promise<Response>;
  close(): Promise<void>;
}

const originOf = (url: string) => /^[a-z]+:\/\/[^/?#]*/.exec(url)?.[0].toLowerCase() ?? "";

/** The headers that Chromium adds by itself. */
function browserHeaders(url: string, {method = "GET", headers = {}, initiator = originOf(url)}: Sent): Headers {
  const all = new Headers(headers);
  const sites: Record<string, string> = {none: "none", [originOf(url)]: "same-origin"};
  const near = initiator.includes("app.localhost") ? "same-site" : "cross-site";
  if (!all.has("sec-fetch-site")) all.set("sec-fetch-site", sites[initiator] ?? near);
  if (all.get("sec-fetch-site") === "(absent)") all.delete("sec-fetch-site");
  if (method !== "GET" && method !== "HEAD" && !all.has("origin")) all.set("origin", initiator);
  if (all.get("origin") === "(absent)") all.delete("origin");
  return all;
}

async function direct(house: House, options: Partial<HostOptions>): Promise<Mount> {
  const origins = httpOrigins(4100);
  const host = await house.host(origins, options);
  return {
    name: "called directly",
    origins,
    host,
    fetch(url, sent = {}) {
      const headers = browserHeaders(url, sent);
      const request = new Request(url, {method: sent.method, headers, body: sent.body, signal: sent.signal});
      return host.handle(request, {
        transport: "test",
        initiator: initiatorOfHeaders(headers),
        windowId: sent.windowId
      });
    },
    close: async () => host.close()
  };
}

async function overHttp(house: House, options: Partial<HostOptions>): Promise<Mount> {
  const reservation = await reservePort({});
  const origins = httpOrigins(reservation.port);
  const host = await house.host(origins, options);
  reservation.serve(host.handle);
  return {
    name: "over HTTP",
    origins,
    host,
    fetch: (url, sent = {}) => {
      // node:http, for it lets a test send any Host and any Origin.
      const {host: authority, pathname, search} = new URL(url);
      const headers = Object.fromEntries(browserHeaders(url, sent));
      const {promise, resolve, reject} = settle<Response>();
      const outgoing = send(
        {
          host: "127.0.0.1",
          port: reservation.port,
          method: sent.method ?? "GET",
          path: pathname + search,
          headers: {host: authority, ...headers},
          signal: sent.signal,
          agent: false
        },
        (incoming) => {
          const answer = new Headers();
          for (let i = 0; i < incoming.rawHeaders.length; i += 2)
            answer.append(incoming.rawHeaders[i], incoming.rawHeaders[i + 1]);
          const status = incoming.statusCode ?? 0;
          const empty = status === 204 || status === 304 || sent.method === "HEAD";
          if (empty) incoming.resume();
          const stream = new ReadableStream<Uint8Array>({
            start(controller) {
              incoming.on("data", (chunk: Buffer) => controller.enqueue(new Uint8Array(chunk)));
              incoming.on("end", () => controller.close());
              incoming.on("error", (error) => controller.error(error));
            },
            cancel: () => void outgoing.destroy()
          });
          resolve(new Response(empty ? null : stream, {status, headers: answer}));
        }
      );
      outgoing.on("error", reject);
      outgoing.end(sent.body);
      return promise;
    },
    async close() {
      host.close();
      await reservation.close();
    }
  };
}

function settle<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return {promise, resolve, reject};
}

/**
 * What Electron's `protocol.handle` does, as its source and tests show: requests have no signal, an aborted fetch only
 * cancels the body, `Origin: null` is deleted, there is no `Sec-Fetch-*`, the initiator cannot be forged, repeated headers
 * collapse to the last, a missing content type is text/html, a handler that throws is a network error, and pages of other
 * origins fail before the handler unless they ask without CORS.
 */
async function likeElectron(house: House, options: Partial<HostOptions>): Promise<Mount> {
  const host = await house.host(appOrigins, options);
  return {
    name: "as Electron mounts it",
    origins: appOrigins,
    host,
    async fetch(url, sent = {}) {
      const headers = browserHeaders(url, sent);
      for (const name of [...headers.keys()]) if (name.startsWith("sec-fetch-")) headers.delete(name);
      if (headers.get("origin") === "null") headers.delete("origin");
      const initiator = sent.initiator ?? originOf(url);
      const request = new Request(url, {method: sent.method, headers, body: sent.body});
      Object.defineProperty(request, "signal", {value: undefined});
      const response = await host.handle(request, {
        transport: "electron",
        initiator: initiator === originOf(url) ? "self" : initiator,
        windowId: sent.windowId ?? 1
      });
      const collapsed = new Headers();
      response.headers.forEach((value, name) => collapsed.set(name, value));
      if (!collapsed.has("content-type")) collapsed.set("content-type", "text/html");
      const body = response.body?.pipeThrough(new TransformStream<Uint8Array, Uint8Array>(), {signal: sent.signal});
      return new Response(body ?? null, {status: response.status, headers: collapsed});
    },
    close: async () => host.close()
  };
}

/** The ways that the contract suite goes, each with a host of its own over the same folders. */
export const mounts: Readonly<Record<string, (house: House, options?: Partial<HostOptions>) => Promise<Mount>>> = {
  "called directly": (house, options = {}) => direct(house, options),
  "over HTTP": (house, options = {}) => overHttp(house, options),
  "as Electron mounts it": (house, options = {}) => likeElectron(house, options)
};

/** The shell's page on a mount: it has traded a launch code for the token. */
export interface Shell {
  readonly mount: Mount;
  readonly token: string;
  /** A request to the API with the token. */
  call(path: string, sent?: Sent): Promise<Response>;
  /** The same with a JSON body. */
  post(path: string, body: unknown, sent?: Sent): Promise<Response>;
}

/** Opens the shell as its page does. */
export async function openShell(mount: Mount): Promise<Shell> {
  const windowId = mount.name === "as Electron mounts it" ? 1 : undefined;
  const at = (path: string) => mount.origins.shell + path;
  const json = (body: unknown): Sent => ({
    method: "POST",
    headers: {"content-type": "application/json"},
    body: JSON.stringify(body)
  });
  const session = await mount.fetch(at("/api/session"), json({code: mount.host.launchCode(windowId)}));
  const {token} = (await session.json()) as {token: string};
  const call = (path: string, sent: Sent = {}) =>
    mount.fetch(at(path), {...sent, headers: {"x-subband-token": token, ...sent.headers}});
  return {
    mount,
    token,
    call,
    post: (path, body, sent = {}) => {
      const {headers, ...rest} = json(body);
      return call(path, {...rest, ...sent, headers: {...headers, ...sent.headers}});
    }
  };
}
