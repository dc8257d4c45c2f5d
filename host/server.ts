import {createServer, type Server} from "node:http";
import type {AddressInfo} from "node:net";
import {getRequestListener} from "@hono/node-server";
import {initiatorOfHeaders} from "./authority.ts";
import type {Handler} from "./handler.ts";
import {codeOf} from "./systemError.ts";

/**
 * The longest headers, in bytes. A notebook may set cookies for all of app.localhost, which nobody reads but the browser
 * sends along: 180 of 4 KB, Chromium's most, must not keep the shell from being answered.
 */
const longestHeaders = 2 ** 20;
/** The most connections at a time. */
const mostSockets = 64;
/** The most attempts to find a port that is free on both loopback addresses. */
const mostAttempts = 20;

/** Both loopback addresses, reserved; nothing is answered until `serve`. */
export interface Reservation {
  readonly port: number;
  /** Answers from now on. */
  serve(handle: Handler): void;
  /** Refuses new connections, ends those that are open. */
  close(): Promise<void>;
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({port, host, ipv6Only: true}, () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** This machine has no such address (IPv6 switched off): then nobody else can have it either. */
const absent = (error: unknown) => ["EADDRNOTAVAIL", "EAFNOSUPPORT", "EINVAL"].includes(codeOf(error) ?? "");

async function listenOnBoth(servers: readonly [Server, Server], wanted: number): Promise<number> {
  const port = await listen(servers[0], wanted, "127.0.0.1");
  try {
    await listen(servers[1], port, "::1");
  } catch (error) {
    if (!absent(error)) {
      await close(servers[0]);
      throw error;
    }
  }
  return port;
}

/**
 * Takes a port on 127.0.0.1 and on ::1, so that no other user of this machine can answer in our name on one of them.
 * `exact`: this port, or it throws. Otherwise `preferred` if it is free, else any.
 */
export async function reservePort({exact, preferred = 0}: {exact?: number; preferred?: number}): Promise<Reservation> {
  let handle: Handler | undefined;
  const listener = getRequestListener(
    (request) =>
      handle === undefined
        ? new Response(null, {status: 503})
        : handle(request, {transport: "http", initiator: initiatorOfHeaders(request.headers)}),
    {
      overrideGlobalObjects: false,
      // The adapter could not make a request of what came: a malformed target or Host.
      errorHandler: () => Response.json({error: "malformed request"}, {status: 400})
    }
  );
  const make = () => {
    const server = createServer(
      {maxHeaderSize: longestHeaders, headersTimeout: 10_000, keepAliveTimeout: 10_000, requestTimeout: 0},
      listener
    );
    server.maxConnections = mostSockets;
    return server;
  };
  const servers = [make(), make()] as const;

  async function take(): Promise<number> {
    if (exact !== undefined) {
      try {
        return await listenOnBoth(servers, exact);
      } catch (error) {
        if (codeOf(error) !== "EADDRINUSE") throw error;
        throw new Error(`port ${exact} is in use; choose another with --port`, {cause: error});
      }
    }
    for (let attempt = 0; ; ++attempt) {
      try {
        return await listenOnBoth(servers, attempt === 0 ? preferred : 0);
      } catch (error) {
        // Taken, or (below 1024) not for us.
        if (attempt >= mostAttempts || !["EADDRINUSE", "EACCES"].includes(codeOf(error) ?? "")) throw error;
      }
    }
  }

  return {
    port: await take(),
    serve: (given) => (handle = given),
    async close() {
      await Promise.all(servers.filter((server) => server.listening).map(close));
    }
  };
}
