import {statSync} from "node:fs";
import path from "node:path";
import {createInterface} from "node:readline";
import {homeFolder, makePrivateFolder, readJsonFile, writeJsonFile} from "../host/home.ts";
import {createHost} from "../host/host.ts";
import type {Installation} from "../host/installation.ts";
import {openWindow} from "../host/launch.ts";
import {httpOrigins} from "../host/origins.ts";
import {reservePort} from "../host/server.ts";
import {warmUp} from "../host/warmUp.ts";

/** How long to wait for a tab of the default browser to come back, in milliseconds. */
const patience = 30_000;

/** The port of the last time: what a browser keeps, it keeps by port. */
function readRememberedPort(file: string): number | undefined {
  const port = (readJsonFile(file) as {port?: unknown} | undefined)?.port;
  return typeof port === "number" && Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
}

/**
 * Starts the host and opens a window. Resolves when the window is closed, when a tab of the default browser has been gone
 * for a while, or when the process is asked to end.
 */
export async function start(
  {open, port, workspace}: {open: boolean; port?: number; workspace?: string},
  installation: Installation
): Promise<void> {
  const folder = path.resolve(workspace ?? installation.notebooks);
  if (!statSync(folder, {throwIfNoEntry: false})?.isDirectory()) throw new Error(`no such folder: ${folder}`);
  const home = makePrivateFolder(homeFolder());
  const settings = path.join(home, "settings.json");
  const remembered = readRememberedPort(settings);
  const reservation = await reservePort({exact: port, preferred: remembered});
  if (port === undefined && remembered === undefined) await writeJsonFile(settings, {port: reservation.port});

  const origins = httpOrigins(reservation.port);
  let listening: (streams: number) => void = () => {};
  const host = await createHost({
    origins,
    workspace: folder,
    home,
    assets: installation.assets,
    version: installation.version,
    shipped: installation.shipped,
    listening: (streams) => listening(streams)
  });
  reservation.serve(host.handle);
  // Each address is good for one opening within a minute, so the window and the person get one each.
  const address = () => `${origins.shell}/#code=${host.launchCode()}`;
  console.log(`Subband: ${address()}`);
  console.log(`workspace: ${host.workspace}`);
  warmUp(reservation.port, origins).catch((error: unknown) => console.warn("warm-up:", error));

  const window = open ? await openWindow(address(), path.join(home, "browser", String(reservation.port))) : undefined;
  if (window?.kind === "none") console.log(`${window.reason}; open the address above in a browser`);
  const lines = process.stdin.isTTY ? createInterface({input: process.stdin}) : undefined;
  if (lines !== undefined && window?.kind !== "app") {
    console.log("the address is good once and for a minute; press Enter for a new one, Ctrl-C to end");
    lines.on("line", () => console.log(`Subband: ${address()}`));
  }

  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
    lines?.once("close", () => resolve());
    if (window?.kind === "app") void window.closed.then(resolve);
    if (window?.kind === "tab") {
      let timer: NodeJS.Timeout | undefined;
      listening = (streams) => {
        clearTimeout(timer);
        if (streams === 0) timer = setTimeout(resolve, patience);
      };
    }
  });
  lines?.close();
  if (window?.kind === "app") window.close();
  host.close();
  await reservation.close();
}
