import http from "node:http";
import {once} from "node:events";
import type {Origins} from "./origins.ts";

/**
 * Asks the host that listens at `port` for a page, and with a code that it does not know for a token: what answers a
 * window's first requests is then loaded and has run, while the browser still starts.
 */
export async function warmUp(port: number, origins: Origins): Promise<void> {
  const headers = {host: new URL(origins.shell).host, "sec-fetch-site": "same-origin", origin: origins.shell};
  const ask = async (method: string, path: string, body?: object) => {
    const request = http.request({host: "127.0.0.1", port, method, path, agent: false, headers});
    if (body !== undefined) request.setHeader("content-type", "application/json");
    request.end(body && JSON.stringify(body));
    const [response] = (await once(request, "response")) as [http.IncomingMessage];
    await once(response.resume(), "end");
  };
  await Promise.all([ask("GET", "/"), ask("GET", "/shell.js"), ask("POST", "/api/session", {code: "none"})]);
}
