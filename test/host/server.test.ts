import {connect, createServer} from "node:net";
import type {AddressInfo} from "node:net";
import {once} from "node:events";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {httpOrigins} from "../../host/origins.ts";
import {type Reservation, reservePort} from "../../host/server.ts";
import {type House, makeHouse} from "./house.ts";

/** Sends `lines` to a port and resolves to all that comes back. */
async function raw(port: number, lines: string[], host = "127.0.0.1"): Promise<string> {
  const socket = connect({port, host});
  let text = "";
  socket.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  await once(socket, "close");
  return text;
}

const status = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);

describe("the server", () => {
  let house: House;
  let reservation: Reservation;
  let port: number;
  let close: () => void;

  beforeAll(async () => {
    house = makeHouse();
    reservation = await reservePort({});
    ({port} = reservation);
    const host = await house.host(httpOrigins(port));
    close = () => host.close();
    reservation.serve(host.handle);
  });
  afterAll(async () => {
    close();
    await reservation.close();
    expect(house.faults).toEqual([]);
    house.remove();
  });

  const get = (target: string, ...headers: string[]) => [`GET ${target} HTTP/1.1`, ...headers, "Connection: close"];

  test("answers on both loopback addresses", async () => {
    for (const host of ["127.0.0.1", "::1"])
      expect(status(await raw(port, get("/", `Host: app.localhost:${port}`), host))).toBe(200);
  });

  test.each([
    [
      "a target that names another host",
      (port: number) => get(`http://evil.example/`, `Host: app.localhost:${port}`),
      403
    ],
    [
      "a target that names us, with another Host",
      (port: number) => get(`http://app.localhost:${port}/`, "Host: evil.example"),
      403
    ],
    ["no Host", () => get("/"), 400],
    ["an empty Host", () => get("/", "Host:"), 400],
    ["two Hosts, ours first", (port: number) => get("/", `Host: app.localhost:${port}`, "Host: evil.example"), 403],
    ["two Hosts, ours last", (port: number) => get("/", "Host: evil.example", `Host: app.localhost:${port}`), 403],
    ["a Host with a user", (port: number) => get("/", `Host: app.localhost:${port}@evil.example`), 400],
    ["a Host with a path", (port: number) => get("/", `Host: app.localhost:${port}/x`), 400],
    [
      "a forwarded host",
      (port: number) => get("/", "Host: evil.example", `X-Forwarded-Host: app.localhost:${port}`),
      403
    ],
    ["a backslash", (port: number) => get("/\\evil", `Host: app.localhost:${port}`), 400],
    ["a target without slash", (port: number) => get("api/about", `Host: app.localhost:${port}`), 400],
    ["CONNECT", (port: number) => [`CONNECT app.localhost:${port} HTTP/1.1`, `Host: app.localhost:${port}`], NaN],
    ["TRACE", (port: number) => ["TRACE / HTTP/1.1", `Host: app.localhost:${port}`, "Connection: close"], 405],
    ["what is not HTTP", () => ["\u0016\u0003\u0001"], 400]
  ])("refuses %s", async (_, request, expected) => {
    expect(status(await raw(port, request(port)))).toBe(expected);
  });

  test("takes a port that was asked for, or says that it is in use", async () => {
    await expect(reservePort({exact: port})).rejects.toThrow(`port ${port} is in use; choose another with --port`);
  });

  test("takes another port where the preferred one is in use", async () => {
    const other = await reservePort({preferred: port});
    expect(other.port).not.toBe(port);
    await other.close();
  });

  test("does not take a port that somebody has on the other address", async () => {
    const squatter = createServer().listen({port: 0, host: "::1", ipv6Only: true});
    await once(squatter, "listening");
    const taken = (squatter.address() as AddressInfo).port;
    await expect(reservePort({exact: taken})).rejects.toThrow("in use");
    const other = await reservePort({preferred: taken});
    expect(other.port).not.toBe(taken);
    await other.close();
    squatter.close();
  });

  test("answers nothing before it serves", async () => {
    const early = await reservePort({});
    expect(status(await raw(early.port, get("/", `Host: app.localhost:${early.port}`)))).toBe(503);
    await early.close();
  });
});
